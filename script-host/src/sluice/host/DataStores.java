package sluice.host;

import com.sap.esb.datastore.Data;
import com.sap.esb.datastore.DataStore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The data stores of the tenant by store, flow and entry. */
record DataStores(Questions questions) implements DataStore {
    @Override
    public void put(Data data, boolean overwrite, boolean encrypt, long dueIn, long retainFor) throws RefusedException {
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("overwrite", overwrite);
        options.put("encrypt", encrypt);
        options.put("dueIn", dueIn);
        options.put("retainFor", retainFor);
        options.put("messageId", data.getMessageId());
        put(questions, data.getStoreName(), flow(data.getContextName()), data.getId(), data.getDataAsArray(), data.getHeaders(), options);
    }

    static void put(
            Questions questions, String storeName, String flowId, String id, byte[] content, Map<String, Object> headers, Map<String, Object> options)
            throws RefusedException {
        Map<String, String> texts = new LinkedHashMap<>();
        headers.forEach((name, value) -> texts.put(name, String.valueOf(value)));
        questions.ask("putEntry", storeName, flowId, id, content, texts, options);
    }

    @Override
    public Data get(String storeName, String contextName, String id) throws RefusedException {
        List<?> found = questions.askForList("getEntry", storeName, flow(contextName), id);
        return found == null ? null : new Data(storeName, contextName, id, (byte[]) found.get(1), headersOf(found), null, 0);
    }

    @Override
    public boolean delete(String storeName, String contextName, String id) throws RefusedException {
        return (Boolean) questions.ask("deleteEntry", storeName, flow(contextName), id);
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> headersOf(List<?> entry) {
        return (Map<String, Object>) entry.get(0);
    }

    private static String flow(String contextName) {
        return contextName == null ? "" : contextName;
    }
}
