package sluice.host;

import org.codehaus.groovy.runtime.typehandling.DefaultTypeTransformation;

/** Converts header values to the class that a script asks for. */
final class Conversion {
    private Conversion() {}

    /** Throws IllegalArgumentException naming both classes when there is no way. */
    static <T> T convert(Object value, Class<T> type) {
        if (value == null || type == null) return null;
        if (type.isInstance(value)) return type.cast(value);
        try {
            return type.cast(parse(value, type));
        } catch (RuntimeException problem) {
            throw new IllegalArgumentException("A " + value.getClass().getName() + " cannot be converted to " + type.getName(), problem);
        }
    }

    private static Object parse(Object value, Class<?> type) {
        String text = BodyConverter.textOf(value);
        if (type == String.class) return text;
        if (type == Integer.class) return Integer.valueOf(text.trim());
        if (type == Long.class) return Long.valueOf(text.trim());
        if (type == Double.class) return Double.valueOf(text.trim());
        if (type == Boolean.class) return Boolean.valueOf(text.trim());
        return DefaultTypeTransformation.castToType(value, type);
    }
}
