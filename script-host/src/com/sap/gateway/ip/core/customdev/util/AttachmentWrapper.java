package com.sap.gateway.ip.core.customdev.util;

import java.util.LinkedHashMap;
import java.util.Map;
import javax.activation.DataHandler;
import javax.activation.DataSource;

/** An attachment: its content and its own headers. */
public class AttachmentWrapper {
    private DataHandler dataHandler;
    private final Map<String, String> headers = new LinkedHashMap<>();

    public AttachmentWrapper(DataHandler dataHandler) {
        this.dataHandler = dataHandler;
    }

    public AttachmentWrapper(DataSource dataSource) {
        this(new DataHandler(dataSource));
    }

    public DataHandler getDataHandler() {
        return dataHandler;
    }

    public void setDataHandler(DataHandler dataHandler) {
        this.dataHandler = dataHandler;
    }

    public String getHeader(String name) {
        return headers.get(name);
    }

    public void setHeader(String name, String value) {
        headers.put(name, value);
    }

    public void addHeader(String name, String value) {
        headers.put(name, value);
    }

    public void removeHeader(String name) {
        headers.remove(name);
    }

    public Map<String, String> getHeaders() {
        return headers;
    }
}
