package com.sap.gateway.ip.core.customdev.util;

import javax.xml.namespace.QName;

/** A header block of a SOAP message. */
public class SoapHeader {
    private final QName name;
    private final Object value;
    private final boolean mustUnderstand;
    private final String actor;

    public SoapHeader(QName name, Object value, boolean mustUnderstand, String actor) {
        this.name = name;
        this.value = value;
        this.mustUnderstand = mustUnderstand;
        this.actor = actor;
    }

    public SoapHeader(QName name, Object value) {
        this(name, value, false, null);
    }

    public QName getName() {
        return name;
    }

    public Object getValue() {
        return value;
    }

    public boolean isMustUnderstand() {
        return mustUnderstand;
    }

    public String getActor() {
        return actor;
    }
}
