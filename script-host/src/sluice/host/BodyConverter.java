package sluice.host;

import groovy.xml.XmlUtil;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.w3c.dom.Document;
import org.w3c.dom.Node;

/** Turns a body of any class into the class that a script asks for, or into what can leave the JVM. */
final class BodyConverter {
    private BodyConverter() {}

    /** Throws IllegalArgumentException naming both classes when there is no way. */
    static Object convert(Object body, Class<?> type) {
        if (body == null || type == null) return body;
        if (type == byte[].class) return bytesOf(body);
        if (type == String.class || type == CharSequence.class) return textOf(body);
        if (type == InputStream.class) return new ByteArrayInputStream(bytesOf(body));
        if (type == Reader.class) return new StringReader(textOf(body));
        if (type.isInstance(body)) return body;
        if (type == Document.class || type == Node.class) return XmlText.parse(textOf(body));
        return Conversion.convert(textOf(body), type);
    }

    static String textOf(Object body) {
        if (body instanceof byte[] bytes) return new String(bytes, StandardCharsets.UTF_8);
        if (body instanceof BodyStream stream) return stream.toString();
        if (body instanceof InputStream stream) return new String(read(stream), StandardCharsets.UTF_8);
        if (body instanceof Reader reader) return read(reader);
        if (body instanceof Node node) return XmlText.serialize(node);
        if (body instanceof groovy.util.Node node) return XmlUtil.serialize(node);
        return String.valueOf(body);
    }

    static byte[] bytesOf(Object body) {
        if (body instanceof byte[] bytes) return bytes;
        if (body instanceof BodyStream stream) return stream.bytes();
        if (body instanceof InputStream stream) return read(stream);
        return textOf(body).getBytes(StandardCharsets.UTF_8);
    }

    static boolean isBinary(Object body) {
        return body instanceof byte[] || body instanceof InputStream;
    }

    private static byte[] read(InputStream stream) {
        try {
            return stream.readAllBytes();
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    private static String read(Reader reader) {
        try {
            StringWriter text = new StringWriter();
            reader.transferTo(text);
            return text.toString();
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }
}
