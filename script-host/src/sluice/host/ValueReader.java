package sluice.host;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the values of one frame in order. */
final class ValueReader {
    private final ByteBuffer buffer;
    private final ObjectTable objects;

    ValueReader(byte[] bytes, ObjectTable objects) {
        this.buffer = ByteBuffer.wrap(bytes);
        this.objects = objects;
    }

    int readByte() {
        return buffer.get();
    }

    int readInt() {
        return buffer.getInt();
    }

    long readLong() {
        return buffer.getLong();
    }

    byte[] readBytes() {
        byte[] bytes = new byte[buffer.getInt()];
        buffer.get(bytes);
        return bytes;
    }

    String readString() {
        int length = buffer.getInt();
        String text = new String(buffer.array(), buffer.position(), length, StandardCharsets.UTF_8);
        buffer.position(buffer.position() + length);
        return text;
    }

    int position() {
        return buffer.position();
    }

    /** The encoded bytes between two positions. */
    byte[] slice(int start, int end) {
        return Arrays.copyOfRange(buffer.array(), start, end);
    }

    Object readValue() {
        int tag = buffer.get();
        return switch (tag) {
            case ValueTag.NULL -> null;
            case ValueTag.TRUE -> Boolean.TRUE;
            case ValueTag.FALSE -> Boolean.FALSE;
            case ValueTag.INT -> readInt();
            case ValueTag.LONG -> readLong();
            case ValueTag.DOUBLE -> buffer.getDouble();
            case ValueTag.STRING -> readString();
            case ValueTag.BYTES -> readBytes();
            case ValueTag.LIST -> readList();
            case ValueTag.MAP -> readMap();
            case ValueTag.DATE -> new Date(readLong());
            case ValueTag.OBJECT -> objects.get(readLong());
            case ValueTag.BIG_INTEGER -> new BigInteger(readString());
            case ValueTag.XML_DOCUMENT -> XmlText.parse(readString());
            case ValueTag.XML_ELEMENT -> XmlText.parse(readString()).getDocumentElement();
            case ValueTag.ERROR -> CaughtErrors.create(readString(), readString(), readMap());
            default -> throw new IllegalStateException("No value has the tag " + tag);
        };
    }

    private List<Object> readList() {
        int size = readInt();
        List<Object> list = new ArrayList<>(size);
        for (int index = 0; index < size; index++) list.add(readValue());
        return list;
    }

    Map<String, Object> readMap() {
        int size = readInt();
        Map<String, Object> map = new LinkedHashMap<>();
        for (int index = 0; index < size; index++) map.put(readString(), readValue());
        return map;
    }
}
