package sluice.host;

import com.sap.it.api.securestore.SecureStoreService;
import java.util.Map;

/** The services that `ITApiFactory` finds. */
public final class ApiRegistry {
    private static volatile Map<Class<?>, Object> services = Map.of();

    private ApiRegistry() {}

    static void offer(SecureStoreService secureStore) {
        services = Map.of(SecureStoreService.class, secureStore);
    }

    /** Throws UnsupportedOperationException naming the service when it is not offered. */
    public static <T> T find(Class<T> type) {
        Object service = services.get(type);
        if (service == null) throw new UnsupportedOperationException("This server does not offer " + type.getName() + " to scripts");
        return type.cast(service);
    }
}
