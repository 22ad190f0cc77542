package javax.mail.util;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import javax.activation.DataSource;

/** Typed content in memory. */
public class ByteArrayDataSource implements DataSource {
    private final byte[] content;
    private final String contentType;
    private String name = "";

    public ByteArrayDataSource(byte[] content, String contentType) {
        this.content = content;
        this.contentType = contentType;
    }

    public ByteArrayDataSource(InputStream content, String contentType) throws IOException {
        this(content.readAllBytes(), contentType);
    }

    public ByteArrayDataSource(String content, String contentType) {
        this(content.getBytes(StandardCharsets.UTF_8), contentType);
    }

    @Override
    public InputStream getInputStream() {
        return new ByteArrayInputStream(content);
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        throw new IOException("The content cannot be changed");
    }

    @Override
    public String getContentType() {
        return contentType;
    }

    @Override
    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }
}
