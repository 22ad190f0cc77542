package sluice.host;

import com.sap.esb.datastore.DataStore;
import com.sap.it.api.asdk.datastore.DataStoreService;
import com.sap.it.api.keystore.KeystoreService;
import com.sap.it.api.mapping.ValueMappingApi;
import com.sap.it.api.nrc.NumberRangeConfigurationService;
import com.sap.it.api.pd.PartnerDirectoryService;
import com.sap.it.api.securestore.SecureStoreService;
import java.util.Map;
import java.util.Optional;

/** The services that `ITApiFactory`, the registry of Camel and OSGi look-ups find. */
public final class ApiRegistry {
    private static volatile Map<Class<?>, Object> services = Map.of();

    private ApiRegistry() {}

    static void offer(Questions questions) {
        services = Map.of(
            SecureStoreService.class, new SecureStore(questions),
            ValueMappingApi.class, new ValueMappings(questions),
            NumberRangeConfigurationService.class, new NumberRanges(questions),
            PartnerDirectoryService.class, new PartnerDirectory(questions),
            KeystoreService.class, new Keystore(questions),
            DataStoreService.class, new AdapterDataStores(questions),
            DataStore.class, new DataStores(questions));
    }

    /** Throws UnsupportedOperationException naming the service when it is not offered. */
    public static <T> T find(Class<T> type) {
        Object service = services.get(type);
        if (service == null) throw new UnsupportedOperationException("This server does not offer " + type.getName() + " to scripts");
        return type.cast(service);
    }

    static boolean offers(Class<?> type) {
        return services.containsKey(type);
    }

    /** The class of the offered service that has this name. */
    static Optional<Class<?>> named(String className) {
        return services.keySet().stream().filter(type -> type.getName().equals(className)).findFirst();
    }
}
