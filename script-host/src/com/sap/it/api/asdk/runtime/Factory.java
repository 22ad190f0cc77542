package com.sap.it.api.asdk.runtime;

import sluice.host.ApiRegistry;

/** Where scripts of the adapter kit look up a service. */
public class Factory {
    private final Class<?> type;

    public Factory(Class<?> type) {
        this.type = type;
    }

    /** Throws UnsupportedOperationException naming the service when this server does not offer it. */
    public Object getService() {
        return ApiRegistry.find(type);
    }
}
