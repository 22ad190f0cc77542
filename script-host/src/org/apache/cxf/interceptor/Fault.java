package org.apache.cxf.interceptor;

import javax.xml.namespace.QName;
import org.w3c.dom.Element;

/** A failed SOAP call, as scripts look for it in `CamelExceptionCaught`. */
public class Fault extends RuntimeException {
    private QName faultCode;
    private Element detail;
    private int statusCode = 500;

    public Fault(String message, Throwable cause) {
        super(message, cause);
    }

    public QName getFaultCode() {
        return faultCode;
    }

    public void setFaultCode(QName faultCode) {
        this.faultCode = faultCode;
    }

    public Element getDetail() {
        return detail;
    }

    public void setDetail(Element detail) {
        this.detail = detail;
    }

    public boolean hasDetails() {
        return detail != null;
    }

    public int getStatusCode() {
        return statusCode;
    }

    public void setStatusCode(int statusCode) {
        this.statusCode = statusCode;
    }
}
