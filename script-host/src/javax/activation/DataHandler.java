package javax.activation;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import javax.mail.util.ByteArrayDataSource;

/** Access to typed content. */
public class DataHandler {
    private final DataSource source;

    public DataHandler(DataSource source) {
        this.source = source;
    }

    public DataHandler(Object content, String contentType) {
        this(new ByteArrayDataSource(content instanceof byte[] bytes ? bytes : content.toString().getBytes(StandardCharsets.UTF_8), contentType));
    }

    public DataSource getDataSource() {
        return source;
    }

    public String getName() {
        return source.getName();
    }

    public String getContentType() {
        return source.getContentType();
    }

    public InputStream getInputStream() throws IOException {
        return source.getInputStream();
    }

    /** Text for a text type, a stream for every other. */
    public Object getContent() throws IOException {
        if (!getContentType().startsWith("text/")) return getInputStream();
        return new String(getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    public void writeTo(OutputStream output) throws IOException {
        getInputStream().transferTo(output);
    }
}
