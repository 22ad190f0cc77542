package com.sap.it.api.mapping;

/** Where a mapping function of a whole context puts its results. */
public interface Output {
    void addValue(Object value);

    void addContextChange();

    void addSuppress();

    boolean isSuppress(Object value);
}
