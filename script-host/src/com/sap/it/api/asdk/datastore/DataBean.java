package com.sap.it.api.asdk.datastore;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;

/** An entry of a data store. */
public class DataBean {
    private byte[] data = new byte[0];
    private Map<String, Object> headers = new LinkedHashMap<>();

    public byte[] getDataAsArray() {
        return data;
    }

    public void setDataAsArray(byte[] data) {
        this.data = data;
    }

    public InputStream getDataAsStream() {
        return new ByteArrayInputStream(data);
    }

    public Map<String, Object> getHeaders() {
        return headers;
    }

    public void setHeaders(Map<String, Object> headers) {
        this.headers = headers;
    }
}
