package com.sap.it.api.mapping;

/** What a mapping function sees of the message. */
public interface MappingContext {
    String getHeader(String name);

    void setHeader(String name, String value);

    /** The property as it is: a map stays one. */
    Object getProperty(String name);

    void setProperty(String name, Object value);
}
