package org.apache.camel;

import org.apache.camel.spi.Registry;

/** The flow that a message runs in. */
public interface CamelContext {
    /** Id of the flow. */
    String getName();

    Registry getRegistry();
}
