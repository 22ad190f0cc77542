package org.osgi.framework;

import java.util.Dictionary;

/** A jar that scripts can use. */
public interface Bundle {
    int ACTIVE = 32;

    long getBundleId();

    String getSymbolicName();

    Version getVersion();

    /** Main attributes of its manifest. */
    Dictionary<String, String> getHeaders();

    String getLocation();

    int getState();

    BundleContext getBundleContext();

    Class<?> loadClass(String name) throws ClassNotFoundException;
}
