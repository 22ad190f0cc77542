package sluice.host;

import groovy.lang.Range;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import java.util.Map;
import org.mozilla.javascript.Undefined;

/**
 * Writes values so that Node reads the same text as Java would show. What has no counterpart in JavaScript (a decimal, a
 * parsed document, any other object) stays here in the object table and crosses as a reference with its text.
 */
final class ValueWriter extends ByteArrayOutputStream {
    /** Deeper structures cross as a reference: they may contain themselves. */
    private static final int DEEPEST = 64;

    private final ObjectTable objects;
    private int depth;

    ValueWriter(ObjectTable objects) {
        super(256);
        this.objects = objects;
    }

    void writeByte(int value) {
        write(value);
    }

    void writeInt(int value) {
        write(value >>> 24);
        write(value >>> 16);
        write(value >>> 8);
        write(value);
    }

    void writeLong(long value) {
        writeInt((int) (value >>> 32));
        writeInt((int) value);
    }

    void writeBytes32(byte[] bytes) {
        writeInt(bytes.length);
        write(bytes, 0, bytes.length);
    }

    void writeString(String text) {
        writeBytes32(text.getBytes(StandardCharsets.UTF_8));
    }

    void writeValue(Object value) {
        if (value == null || value == Undefined.instance) writeByte(ValueTag.NULL);
        else if (value instanceof CharSequence || value instanceof Character) writeText(value.toString());
        else if (value instanceof Boolean flag) writeByte(flag ? ValueTag.TRUE : ValueTag.FALSE);
        else if (value instanceof Number number) writeNumber(number);
        else if (value instanceof byte[] bytes) writeBinary(bytes);
        else if (value.getClass() == Date.class) writeDate((Date) value);
        else if (depth < DEEPEST) writeStructure(value);
        else writeObject(value);
    }

    void writeText(String text) {
        writeByte(ValueTag.STRING);
        writeString(text);
    }

    void writeBinary(byte[] bytes) {
        writeByte(ValueTag.BYTES);
        writeBytes32(bytes);
    }

    /** Keeps the object and writes its reference and text. */
    void writeObject(Object value) {
        writeByte(ValueTag.OBJECT);
        writeLong(objects.keep(value));
        writeString(textOf(value));
        writeString(value.getClass().getName());
    }

    private void writeDate(Date date) {
        writeByte(ValueTag.DATE);
        writeLong(date.getTime());
    }

    private void writeNumber(Number number) {
        if (number instanceof Integer || number instanceof Short || number instanceof Byte) {
            writeByte(ValueTag.INT);
            writeInt(number.intValue());
        } else if (number instanceof Long) {
            writeByte(ValueTag.LONG);
            writeLong(number.longValue());
        } else if (number instanceof BigInteger) {
            writeByte(ValueTag.BIG_INTEGER);
            writeString(number.toString());
        } else if (number instanceof Double && looksTheSame(number.doubleValue())) {
            writeByte(ValueTag.DOUBLE);
            writeLong(Double.doubleToRawLongBits(number.doubleValue()));
        } else writeObject(number);
    }

    /** Java shows 5.0 and 1.0E10 where JavaScript shows 5 and 10000000000. */
    private static boolean looksTheSame(double number) {
        double size = Math.abs(number);
        return number != Math.rint(number) && size >= 1e-3 && size < 1e7;
    }

    private void writeStructure(Object value) {
        depth++;
        if (value instanceof Map<?, ?> map && map.keySet().stream().allMatch(CharSequence.class::isInstance)) writeMap(map);
        // A range is a list that shows its bounds only.
        else if (value instanceof Collection<?> list && !(value instanceof Range)) writeList(list);
        else if (value instanceof Object[] array) writeList(Arrays.asList(array));
        else writeObject(value);
        depth--;
    }

    private void writeList(Collection<?> list) {
        Object[] elements = list.toArray();
        writeByte(ValueTag.LIST);
        writeInt(elements.length);
        for (Object element : elements) writeValue(element);
    }

    private void writeMap(Map<?, ?> map) {
        writeByte(ValueTag.MAP);
        writeInt(map.size());
        map.forEach((key, value) -> {
            writeString(key.toString());
            writeValue(value);
        });
    }

    private static String textOf(Object value) {
        try {
            return String.valueOf(value.toString());
        } catch (RuntimeException problem) {
            return value.getClass().getName();
        }
    }
}
