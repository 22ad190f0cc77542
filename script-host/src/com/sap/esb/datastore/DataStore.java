package com.sap.esb.datastore;

/** The data stores as scripts find them in the registry of the Camel context. */
public interface DataStore {
    /** Keeps an entry; the times are milliseconds from now. */
    void put(Data data, boolean overwrite, boolean encrypt, long dueIn, long retainFor) throws Exception;

    /** Null when there is no such entry. */
    Data get(String storeName, String contextName, String id) throws Exception;

    /** Whether there was such an entry. */
    boolean delete(String storeName, String contextName, String id) throws Exception;
}
