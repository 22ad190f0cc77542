package org.apache.camel;

import java.util.Map;

/** What scripts use of the exchange behind `message.exchange`. */
public interface Exchange {
    String EXCEPTION_CAUGHT = "CamelExceptionCaught";

    String getExchangeId();

    CamelContext getContext();

    com.sap.gateway.ip.core.customdev.util.Message getIn();

    Map<String, Object> getProperties();

    Object getProperty(String name);

    void setProperty(String name, Object value);
}
