package org.osgi.framework;

/** A service that is there to be used. */
public interface ServiceReference<S> {
    Bundle getBundle();
}
