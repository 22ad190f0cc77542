package sluice.host;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The headers or the properties as they came, to tell afterwards what a script changed. */
final class NamedValues {
    /** What came: the value, and its encoding when a script can change it in place. */
    private record Original(Object value, byte[] encoded) {}

    private final Map<String, Original> originals = new LinkedHashMap<>();

    private NamedValues() {}

    /** Reads a counted list of names and values into the map. */
    static NamedValues read(ValueReader reader, Map<String, Object> target) {
        NamedValues values = new NamedValues();
        int size = reader.readInt();
        for (int index = 0; index < size; index++) {
            String name = reader.readString();
            int start = reader.position();
            Object value = reader.readValue();
            byte[] encoded = isMutable(value) ? reader.slice(start, reader.position()) : null;
            values.originals.put(name, new Original(value, encoded));
            target.put(name, value);
        }
        return values;
    }

    private static boolean isMutable(Object value) {
        return value instanceof byte[] || value instanceof java.util.Date || value instanceof List || value instanceof Map;
    }

    /** Writes the names that are gone, then the names and values that are new or different. A null value counts as gone. */
    void writeChanges(Map<String, Object> current, ValueWriter writer) {
        List<String> gone = originals.keySet().stream().filter(name -> current.get(name) == null).toList();
        List<Map.Entry<String, Object>> changed = new ArrayList<>();
        for (Map.Entry<String, Object> entry : current.entrySet()) if (isChanged(entry.getKey(), entry.getValue())) changed.add(entry);
        writer.writeInt(gone.size());
        gone.forEach(writer::writeString);
        writer.writeInt(changed.size());
        for (Map.Entry<String, Object> entry : changed) {
            writer.writeString(entry.getKey());
            writer.writeValue(entry.getValue());
        }
    }

    private boolean isChanged(String name, Object value) {
        if (value == null) return false;
        Original original = originals.get(name);
        if (original == null) return true;
        if (original.encoded != null) return !Arrays.equals(original.encoded, encode(value));
        return original.value != value && !(isPlain(value) && value.equals(original.value));
    }

    private static boolean isPlain(Object value) {
        return value instanceof String || value instanceof Boolean || value instanceof Integer || value instanceof Long;
    }

    /** With a table of its own: an object inside always counts as different. */
    private static byte[] encode(Object value) {
        ValueWriter writer = new ValueWriter(new ObjectTable());
        writer.writeValue(value);
        return writer.toByteArray();
    }
}
