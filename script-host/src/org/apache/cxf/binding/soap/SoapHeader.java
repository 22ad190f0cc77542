package org.apache.cxf.binding.soap;

import javax.xml.namespace.QName;
import org.apache.cxf.headers.Header;

/** A SOAP header block, as scripts put it into the header `org.apache.cxf.headers.Header.list`. */
public class SoapHeader extends Header {
    private boolean mustUnderstand;
    private String actor;

    public SoapHeader(QName name, Object object) {
        super(name, object);
    }

    public boolean isMustUnderstand() {
        return mustUnderstand;
    }

    public void setMustUnderstand(boolean mustUnderstand) {
        this.mustUnderstand = mustUnderstand;
    }

    public String getActor() {
        return actor;
    }

    public void setActor(String actor) {
        this.actor = actor;
    }
}
