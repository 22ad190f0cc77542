package sluice.host;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** Frames over a pair of pipes: length of what follows (4 bytes, big-endian), kind (1), id (4), content. */
final class Connection {
    private static final int HEAD = 5;

    private final DataInputStream input;
    private final DataOutputStream output;

    Connection(InputStream input, OutputStream output) {
        this.input = new DataInputStream(new BufferedInputStream(input, 65_536));
        this.output = new DataOutputStream(new BufferedOutputStream(output, 65_536));
    }

    record Frame(int kind, int id, byte[] content) {}

    /** The next frame; null when Node is gone. */
    Frame read() throws IOException {
        try {
            int length = input.readInt();
            int kind = input.readByte();
            int id = input.readInt();
            byte[] content = new byte[length - HEAD];
            input.readFully(content);
            return new Frame(kind, id, content);
        } catch (EOFException end) {
            return null;
        }
    }

    synchronized void send(int kind, int id, ValueWriter content) {
        try {
            output.writeInt(content.size() + HEAD);
            output.writeByte(kind);
            output.writeInt(id);
            content.writeTo(output);
            output.flush();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
