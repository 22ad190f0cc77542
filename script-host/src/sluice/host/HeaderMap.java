package sluice.host;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Headers in order: names compare without case and keep the spelling they were first set with. */
final class HeaderMap extends AbstractMap<String, Object> {
    private final Map<String, Entry<String, Object>> entries = new LinkedHashMap<>();

    private static String key(Object name) {
        return String.valueOf(name).toLowerCase(Locale.ROOT);
    }

    @Override
    public Object put(String name, Object value) {
        Entry<String, Object> known = entries.get(key(name));
        if (known != null) return known.setValue(value);
        entries.put(key(name), new SimpleEntry<>(name, value));
        return null;
    }

    @Override
    public Object get(Object name) {
        Entry<String, Object> entry = entries.get(key(name));
        return entry == null ? null : entry.getValue();
    }

    @Override
    public boolean containsKey(Object name) {
        return entries.containsKey(key(name));
    }

    @Override
    public Object remove(Object name) {
        Entry<String, Object> entry = entries.remove(key(name));
        return entry == null ? null : entry.getValue();
    }

    @Override
    public Set<Entry<String, Object>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Entry<String, Object>> iterator() {
                return entries.values().iterator();
            }

            @Override
            public int size() {
                return entries.size();
            }
        };
    }
}
