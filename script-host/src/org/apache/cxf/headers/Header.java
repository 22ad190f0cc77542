package org.apache.cxf.headers;

import javax.xml.namespace.QName;

/** A header of a message that a web service receives or sends. */
public class Header {
    public static final String HEADER_LIST = "org.apache.cxf.headers.Header.list";

    private QName name;
    private Object object;

    public Header(QName name, Object object) {
        this.name = name;
        this.object = object;
    }

    public QName getName() {
        return name;
    }

    public void setName(QName name) {
        this.name = name;
    }

    public Object getObject() {
        return object;
    }

    public void setObject(Object object) {
        this.object = object;
    }
}
