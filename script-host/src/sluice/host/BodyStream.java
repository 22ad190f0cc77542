package sluice.host;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;

/** A binary body: an input stream that can be read again, and whose text is its content. */
final class BodyStream extends ByteArrayInputStream {
    BodyStream(byte[] bytes) {
        super(bytes);
    }

    byte[] bytes() {
        return buf;
    }

    @Override
    public String toString() {
        return new String(buf, StandardCharsets.UTF_8);
    }
}
