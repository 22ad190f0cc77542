package org.apache.camel.impl;

import java.util.Map;
import java.util.TreeMap;
import javax.activation.DataHandler;
import javax.activation.DataSource;
import org.apache.camel.Attachment;

/** An attachment with headers, whose names compare without case. */
public class DefaultAttachment implements Attachment {
    private final DataHandler dataHandler;
    private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    public DefaultAttachment(DataHandler dataHandler) {
        this.dataHandler = dataHandler;
    }

    public DefaultAttachment(DataSource dataSource) {
        this(new DataHandler(dataSource));
    }

    @Override
    public DataHandler getDataHandler() {
        return dataHandler;
    }

    @Override
    public String getHeader(String name) {
        return headers.get(name);
    }

    @Override
    public void setHeader(String name, String value) {
        headers.put(name, value);
    }
}
