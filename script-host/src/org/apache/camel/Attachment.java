package org.apache.camel;

import javax.activation.DataHandler;

public interface Attachment {
    DataHandler getDataHandler();

    String getHeader(String name);

    void setHeader(String name, String value);
}
