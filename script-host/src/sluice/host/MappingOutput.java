package sluice.host;

import com.sap.it.api.mapping.Output;
import java.util.ArrayList;
import java.util.List;

/** Collects what a mapping function puts out. Towards Node, true stands for a suppressed value and false for a context change. */
final class MappingOutput implements Output {
    /** What a function finds in its array where a value is suppressed. */
    private static final String SUPPRESS = "_sUpPresSeD_";

    private final List<Object> entries = new ArrayList<>();

    /** The values of a context as a function takes them. */
    static String[] array(List<?> values) {
        return values.stream().map(value -> Boolean.TRUE.equals(value) ? SUPPRESS : (String) value).toArray(String[]::new);
    }

    List<Object> entries() {
        return entries;
    }

    @Override
    public void addValue(Object value) {
        entries.add(value == null ? null : isSuppress(value) ? Boolean.TRUE : value.toString());
    }

    @Override
    public void addContextChange() {
        entries.add(Boolean.FALSE);
    }

    @Override
    public void addSuppress() {
        entries.add(Boolean.TRUE);
    }

    @Override
    public boolean isSuppress(Object value) {
        return SUPPRESS.equals(value);
    }
}
