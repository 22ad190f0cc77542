package com.sap.it.api.pd;

/** A binary parameter of the partner directory. */
public class BinaryData {
    private final byte[] data;
    private final String contentType;

    public BinaryData(byte[] data, String contentType) {
        this.data = data;
        this.contentType = contentType;
    }

    public byte[] getData() {
        return data;
    }

    public String getContentType() {
        return contentType;
    }
}
