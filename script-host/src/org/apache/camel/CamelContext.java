package org.apache.camel;

/** The flow that a message runs in. */
public interface CamelContext {
    /** Id of the flow. */
    String getName();
}
