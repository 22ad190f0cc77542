package sluice.host;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The files of one artifact: scripts that others import, resources on the class path, jars. */
final class Artifact {
    /** Classes are imported by their path in the project, with or without what stands before the resources. */
    private static final String RESOURCES = "src/main/resources/";

    private static final List<String> EXTENSIONS = List.of(".groovy", ".gsh");

    private final Map<String, byte[]> files = new LinkedHashMap<>();
    private final List<Path> jars = new ArrayList<>();
    private final URLClassLoader loader;

    /** Reads a counted list of paths and contents; jars are written to the process's own temporary folder. */
    Artifact(ValueReader reader) throws IOException {
        int size = reader.readInt();
        for (int index = 0; index < size; index++) {
            String path = reader.readString();
            byte[] content = reader.readBytes();
            if (path.endsWith(".jar")) jars.add(Files.write(Files.createTempFile("artifact", ".jar"), content));
            else files.put(path, content);
        }
        loader = new URLClassLoader(jarUrls(), Artifact.class.getClassLoader());
    }

    private URL[] jarUrls() throws MalformedURLException {
        URL[] urls = new URL[jars.size()];
        for (int index = 0; index < urls.length; index++) urls[index] = jars.get(index).toUri().toURL();
        return urls;
    }

    ClassLoader loader() {
        return loader;
    }

    /** The script that defines the class; null when the artifact has none. */
    URL findScript(String className) {
        String path = className.replace('.', '/');
        int project = path.indexOf(RESOURCES);
        String name = project < 0 ? path : path.substring(project + RESOURCES.length());
        for (String extension : EXTENSIONS) {
            if (files.containsKey(name + extension)) return url(name + extension);
            if (files.containsKey("script/" + name + extension)) return url("script/" + name + extension);
        }
        return null;
    }

    /** The file below the resources; null when the artifact has none. */
    URL findFile(String path) {
        return files.containsKey(path) ? url(path) : null;
    }

    /** The content of the file below the resources; null when the artifact has none. */
    byte[] file(String path) {
        return files.get(path);
    }

    private URL url(String path) {
        try {
            return new URL("artifact", "", -1, "/" + path, new MemoryHandler(files.get(path)));
        } catch (MalformedURLException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    void release() {
        try {
            loader.close();
            for (Path jar : jars) Files.deleteIfExists(jar);
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    private static final class MemoryHandler extends URLStreamHandler {
        private final byte[] content;

        MemoryHandler(byte[] content) {
            this.content = content;
        }

        @Override
        protected URLConnection openConnection(URL url) {
            return new URLConnection(url) {
                @Override
                public void connect() {}

                @Override
                public int getContentLength() {
                    return content.length;
                }

                @Override
                public InputStream getInputStream() {
                    return new ByteArrayInputStream(content);
                }
            };
        }
    }
}
