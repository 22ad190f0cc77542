package org.osgi.framework;

import java.security.CodeSource;
import sluice.host.Bundles;

/** Where scripts look up what code a class comes with. */
public final class FrameworkUtil {
    private FrameworkUtil() {}

    /** The jar of the class; null for a class of Java itself or of a script. */
    public static Bundle getBundle(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        return source == null ? null : Bundles.at(source.getLocation());
    }
}
