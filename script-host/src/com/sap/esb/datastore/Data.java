package com.sap.esb.datastore;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;

/** An entry of a data store. A context of null or "" means that every flow sees it. */
public class Data {
    private final String storeName;
    private final String contextName;
    private final String id;
    private final byte[] data;
    private final Map<String, Object> headers;
    private final String messageId;
    private final int version;

    public Data(String storeName, String contextName, String id, byte[] data, Map<String, Object> headers, String messageId, int version) {
        this.storeName = storeName;
        this.contextName = contextName;
        this.id = id;
        this.data = data;
        this.headers = headers == null ? new LinkedHashMap<>() : headers;
        this.messageId = messageId;
        this.version = version;
    }

    public String getStoreName() {
        return storeName;
    }

    public String getContextName() {
        return contextName;
    }

    public String getId() {
        return id;
    }

    public byte[] getDataAsArray() {
        return data;
    }

    public InputStream getDataAsStream() {
        return new ByteArrayInputStream(data);
    }

    public Map<String, Object> getHeaders() {
        return headers;
    }

    public String getMessageId() {
        return messageId;
    }

    public int getVersion() {
        return version;
    }
}
