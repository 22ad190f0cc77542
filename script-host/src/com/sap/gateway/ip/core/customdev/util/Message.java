package com.sap.gateway.ip.core.customdev.util;

import java.util.List;
import java.util.Map;
import javax.activation.DataHandler;

/** What a script sees of the message in flight. Header names compare without case. */
public interface Message {
    Object getBody();

    /** The body as String, Reader, InputStream, byte[], Document, Node or Object. */
    <T> T getBody(Class<T> type);

    /** The body as the class with this name. */
    Object getBody(String className);

    void setBody(Object body);

    /** Size of the body in bytes. */
    long getBodySize();

    Map<String, Object> getHeaders();

    /** The header converted to the type; null when there is none. */
    <T> T getHeader(String name, Class<T> type);

    Object getHeader(String name);

    void setHeader(String name, Object value);

    void setHeaders(Map<String, Object> headers);

    Map<String, Object> getProperties();

    Object getProperty(String name);

    void setProperty(String name, Object value);

    void setProperties(Map<String, Object> properties);

    Map<String, DataHandler> getAttachments();

    void setAttachments(Map<String, DataHandler> attachments);

    Map<String, AttachmentWrapper> getAttachmentWrapperObjects();

    void setAttachmentWrapperObjects(Map<String, AttachmentWrapper> attachments);

    void addAttachmentObject(String name, AttachmentWrapper attachment);

    void addAttachmentHeader(String headerName, String headerValue, AttachmentWrapper attachment);

    String getAttachmentHeader(String headerName, AttachmentWrapper attachment);

    void removeAttachmentHeader(String headerName, AttachmentWrapper attachment);

    /** Size of all attachments in bytes. */
    long getAttachmentsSize();

    List<SoapHeader> getSoapHeaders();

    void setSoapHeaders(List<SoapHeader> headers);

    void clearSoapHeaders();
}
