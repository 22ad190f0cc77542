package org.apache.camel.spi;

/** Services by the name of their class. */
public interface Registry {
    /** Null when there is none. */
    Object lookupByName(String name);
}
