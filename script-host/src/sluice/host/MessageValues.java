package sluice.host;

import com.sap.it.api.mapping.MappingContext;
import java.util.LinkedHashMap;
import java.util.Map;

/** Headers and properties as mapping functions see them. */
final class MessageValues implements MappingContext {
    private final HeaderMap headers = new HeaderMap();
    private final Map<String, Object> properties = new LinkedHashMap<>();
    private final NamedValues originalHeaders;
    private final NamedValues originalProperties;

    MessageValues(ValueReader reader) {
        originalHeaders = NamedValues.read(reader, headers);
        originalProperties = NamedValues.read(reader, properties);
    }

    /** Writes what differs from what came. */
    void writeChanges(ValueWriter writer) {
        originalHeaders.writeChanges(headers, writer);
        originalProperties.writeChanges(properties, writer);
    }

    @Override
    public String getHeader(String name) {
        Object value = headers.get(name);
        return value == null ? null : value.toString();
    }

    @Override
    public void setHeader(String name, String value) {
        headers.put(name, value);
    }

    @Override
    public Object getProperty(String name) {
        return properties.get(name);
    }

    @Override
    public void setProperty(String name, Object value) {
        properties.put(name, value);
    }
}
