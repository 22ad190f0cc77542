package sluice.host;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.Version;

/** The class path as the bundles that scripts ask for: what is there and in which version. */
public final class Bundles implements BundleContext {
    private static final List<JarBundle> ALL = read();

    private final Bundle owner;

    private Bundles(Bundle owner) {
        this.owner = owner;
    }

    /** The bundle at this place; null when it is not on the class path. */
    public static Bundle at(URL location) {
        return ALL.stream().filter(bundle -> bundle.location.equals(location.toString())).findFirst().orElse(null);
    }

    private static List<JarBundle> read() {
        List<JarBundle> bundles = new ArrayList<>();
        for (String path : System.getProperty("java.class.path").split(File.pathSeparator)) {
            File file = new File(path);
            try {
                bundles.add(new JarBundle(bundles.size(), file.getName(), file.toURI().toURL().toString(), attributesOf(file)));
            } catch (MalformedURLException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
        return bundles;
    }

    private static Attributes attributesOf(File file) {
        if (!file.isFile()) return new Attributes();
        try (JarFile jar = new JarFile(file)) {
            Manifest manifest = jar.getManifest();
            return manifest == null ? new Attributes() : manifest.getMainAttributes();
        } catch (IOException unreadable) {
            return new Attributes();
        }
    }

    @Override
    public Bundle getBundle() {
        return owner;
    }

    @Override
    public Bundle getBundle(long id) {
        return id < 0 || id >= ALL.size() ? null : ALL.get((int) id);
    }

    @Override
    public Bundle[] getBundles() {
        return ALL.toArray(Bundle[]::new);
    }

    @Override
    public <S> ServiceReference<S> getServiceReference(Class<S> type) {
        return ApiRegistry.offers(type) ? new ServiceOf<>(type, owner) : null;
    }

    @Override
    public ServiceReference<?> getServiceReference(String className) {
        return ApiRegistry.named(className).map(this::getServiceReference).orElse(null);
    }

    @Override
    public <S> S getService(ServiceReference<S> reference) {
        return ApiRegistry.find(((ServiceOf<S>) reference).type);
    }

    private record ServiceOf<S>(Class<S> type, Bundle getBundle) implements ServiceReference<S> {}

    private record JarBundle(long id, String fileName, String location, Attributes attributes) implements Bundle {
        private static final String VERSION_IN_FILE_NAME = "^.*?-(\\d[\\w.-]*)\\.jar$";

        @Override
        public long getBundleId() {
            return id;
        }

        @Override
        public String getSymbolicName() {
            String declared = attributes.getValue("Bundle-SymbolicName");
            return declared == null ? fileName.replaceFirst("(-\\d[\\w.-]*)?(\\.jar)?$", "") : declared.replaceFirst(";.*", "").trim();
        }

        @Override
        public Version getVersion() {
            String declared = attributes.getValue("Bundle-Version");
            if (declared != null) return Version.parseVersion(declared);
            return fileName.matches(VERSION_IN_FILE_NAME)
                ? Version.parseVersion(fileName.replaceFirst(VERSION_IN_FILE_NAME, "$1"))
                : Version.emptyVersion;
        }

        @Override
        public Dictionary<String, String> getHeaders() {
            Hashtable<String, String> headers = new Hashtable<>();
            attributes.forEach((name, value) -> headers.put(name.toString(), value.toString()));
            return headers;
        }

        @Override
        public String getLocation() {
            return location;
        }

        @Override
        public int getState() {
            return ACTIVE;
        }

        @Override
        public BundleContext getBundleContext() {
            return new Bundles(this);
        }

        @Override
        public Class<?> loadClass(String name) throws ClassNotFoundException {
            return Class.forName(name);
        }
    }
}
