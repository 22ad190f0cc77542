package com.sap.it.api.asdk.datastore;

import java.util.List;

public interface DataStoreService {
    String put(DataBean data, DataConfig configuration) throws Exception;

    DataBean get(String storeName, String entryId) throws Exception;

    List<DataBean> select(String storeName, int count) throws Exception;

    void delete(String storeName, String entryId) throws Exception;
}
