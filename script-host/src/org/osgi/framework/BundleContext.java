package org.osgi.framework;

/** All that scripts can use. */
public interface BundleContext {
    Bundle getBundle();

    /** Null when there is none. */
    Bundle getBundle(long id);

    Bundle[] getBundles();

    /** Null when no service has the class. */
    <S> ServiceReference<S> getServiceReference(Class<S> type);

    /** Null when no service has the class. */
    ServiceReference<?> getServiceReference(String className);

    <S> S getService(ServiceReference<S> reference);
}
