package javax.activation;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Typed content; JDK 17 no longer brings this package. */
public interface DataSource {
    InputStream getInputStream() throws IOException;

    OutputStream getOutputStream() throws IOException;

    String getContentType();

    String getName();
}
