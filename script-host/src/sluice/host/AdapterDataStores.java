package sluice.host;

import com.sap.it.api.asdk.datastore.DataBean;
import com.sap.it.api.asdk.datastore.DataConfig;
import com.sap.it.api.asdk.datastore.DataStoreService;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The data stores that every flow sees, as the adapter kit offers them. */
record AdapterDataStores(Questions questions) implements DataStoreService {
    private static final String EVERY_FLOW = "";
    private static final long DAY = 86_400_000L;

    @Override
    public String put(DataBean data, DataConfig configuration) throws RefusedException {
        String id = configuration.getId() == null ? UUID.randomUUID().toString() : configuration.getId();
        Map<String, Object> options = Map.of(
            "overwrite", configuration.isOverwrite(),
            "encrypt", configuration.isEncrypt(),
            "dueIn", configuration.getExpires() * DAY,
            "retainFor", configuration.getExpires() * DAY);
        DataStores.put(questions, configuration.getStoreName(), EVERY_FLOW, id, data.getDataAsArray(), data.getHeaders(), options);
        return id;
    }

    @Override
    public DataBean get(String storeName, String entryId) throws RefusedException {
        List<?> found = questions.askForList("getEntry", storeName, EVERY_FLOW, entryId);
        return found == null ? null : bean(found);
    }

    @Override
    public List<DataBean> select(String storeName, int count) throws RefusedException {
        List<DataBean> beans = new ArrayList<>();
        for (Object entry : questions.askForList("selectEntries", storeName, EVERY_FLOW, count)) beans.add(bean((List<?>) entry));
        return beans;
    }

    @Override
    public void delete(String storeName, String entryId) throws RefusedException {
        questions.ask("deleteEntry", storeName, EVERY_FLOW, entryId);
    }

    private static DataBean bean(List<?> entry) {
        DataBean bean = new DataBean();
        bean.setHeaders(DataStores.headersOf(entry));
        bean.setDataAsArray((byte[]) entry.get(1));
        return bean;
    }
}
