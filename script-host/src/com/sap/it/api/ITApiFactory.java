package com.sap.it.api;

import sluice.host.ApiRegistry;

/** Where scripts look up services of the tenant. */
public final class ITApiFactory {
    private ITApiFactory() {}

    /** Throws UnsupportedOperationException naming the service when this server does not offer it. */
    public static <T> T getService(Class<T> type, Object context) {
        return ApiRegistry.find(type);
    }

    public static <T> T getApi(Class<T> type, Object context) {
        return ApiRegistry.find(type);
    }
}
