package sluice.host;

import com.sap.it.api.mapping.MappingContext;
import java.util.LinkedHashMap;
import java.util.Map;

/** Headers and properties as mapping functions see them: text. */
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
        return textOf(headers.get(name));
    }

    @Override
    public void setHeader(String name, String value) {
        headers.put(name, value);
    }

    @Override
    public String getProperty(String name) {
        return textOf(properties.get(name));
    }

    @Override
    public void setProperty(String name, String value) {
        properties.put(name, value);
    }

    private static String textOf(Object value) {
        return value == null ? null : value.toString();
    }
}
