package sluice.host;

import com.sap.gateway.ip.core.customdev.util.AttachmentWrapper;
import com.sap.gateway.ip.core.customdev.util.SoapHeader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.activation.DataHandler;

/** The message of one call. It changes in place, so what a script set before it failed is kept. */
public final class ExchangeMessage implements com.sap.it.script.v2.api.Message {
    private final String flowId;
    private final String messageGuid;
    private final Object originalBody;
    private final NamedValues originalHeaders;
    private final NamedValues originalProperties;
    private final AttachmentSet attachments;
    private final HeaderMap headers = new HeaderMap();
    private final Map<String, Object> properties = new LinkedHashMap<>();
    private final List<SoapHeader> soapHeaders = new ArrayList<>();
    private Object body;

    ExchangeMessage(ValueReader reader) {
        flowId = reader.readString();
        messageGuid = reader.readString();
        Object content = reader.readValue();
        Object object = reader.readValue();
        originalBody = object != null ? object : content instanceof byte[] bytes ? new BodyStream(bytes) : content;
        body = originalBody;
        originalHeaders = NamedValues.read(reader, headers);
        originalProperties = NamedValues.read(reader, properties);
        attachments = AttachmentSet.read(reader);
    }

    /** Writes what differs from what came. */
    void writeChanges(ValueWriter writer) {
        writeBody(writer);
        originalHeaders.writeChanges(headers, writer);
        originalProperties.writeChanges(properties, writer);
        attachments.writeChanges(writer);
    }

    private void writeBody(ValueWriter writer) {
        boolean changed = body != originalBody && !(body instanceof String && body.equals(originalBody));
        writer.writeByte(changed ? 1 : 0);
        if (!changed) return;
        if (body == null) writer.writeText("");
        else if (BodyConverter.isBinary(body)) writer.writeBinary(BodyConverter.bytesOf(body));
        else writer.writeText(BodyConverter.textOf(body));
        if (isPlainBody()) writer.writeValue(null);
        else writer.writeObject(body);
    }

    /** Whether the text or the bytes are all that there is to the body; the next script gets every other object itself. */
    private boolean isPlainBody() {
        return body == null || body instanceof CharSequence || BodyConverter.isBinary(body) || body instanceof java.io.Reader;
    }

    public org.apache.camel.Exchange getExchange() {
        return new ExchangeView(this, flowId, messageGuid);
    }

    @Override
    public Object getBody() {
        return body;
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> T getBody(Class<T> type) {
        return (T) BodyConverter.convert(body, type);
    }

    @Override
    public Object getBody(String className) {
        try {
            return BodyConverter.convert(body, className.equals("byte[]") ? byte[].class : Class.forName(className));
        } catch (ClassNotFoundException problem) {
            throw new IllegalArgumentException("There is no class " + className, problem);
        }
    }

    @Override
    public void setBody(Object body) {
        this.body = body;
    }

    @Override
    public long getBodySize() {
        return body == null ? 0 : BodyConverter.bytesOf(body).length;
    }

    @Override
    public Map<String, Object> getHeaders() {
        return headers;
    }

    @Override
    public Object getHeader(String name) {
        return headers.get(name);
    }

    @Override
    public <T> T getHeader(String name, Class<T> type) {
        return Conversion.convert(headers.get(name), type);
    }

    @Override
    public void setHeader(String name, Object value) {
        headers.put(name, value);
    }

    @Override
    public void setHeaders(Map<String, Object> replacement) {
        replace(headers, replacement);
    }

    @Override
    public Map<String, Object> getProperties() {
        return properties;
    }

    @Override
    public Object getProperty(String name) {
        return properties.get(name);
    }

    @Override
    public void setProperty(String name, Object value) {
        if (value == null) properties.remove(name);
        else properties.put(name, value);
    }

    @Override
    public void setProperties(Map<String, Object> replacement) {
        replace(properties, replacement);
    }

    private static void replace(Map<String, Object> target, Map<String, Object> replacement) {
        if (target == replacement) return;
        target.clear();
        for (Map.Entry<?, ?> entry : replacement.entrySet()) target.put(String.valueOf(entry.getKey()), entry.getValue());
    }

    @Override
    public Map<String, DataHandler> getAttachments() {
        return new AttachmentHandlers(attachments.wrappers());
    }

    @Override
    public void setAttachments(Map<String, DataHandler> replacement) {
        Map<String, AttachmentWrapper> wrappers = new LinkedHashMap<>();
        Map<String, AttachmentWrapper> known = attachments.wrappers();
        replacement.forEach((name, content) -> {
            AttachmentWrapper same = known.get(name);
            wrappers.put(name, same != null && same.getDataHandler() == content ? same : new AttachmentWrapper(content));
        });
        attachments.replace(wrappers);
    }

    @Override
    public Map<String, AttachmentWrapper> getAttachmentWrapperObjects() {
        return attachments.wrappers();
    }

    @Override
    public void setAttachmentWrapperObjects(Map<String, AttachmentWrapper> replacement) {
        attachments.replace(replacement);
    }

    @Override
    public void addAttachmentObject(String name, AttachmentWrapper attachment) {
        attachments.wrappers().put(name, attachment);
    }

    @Override
    public void addAttachmentHeader(String headerName, String headerValue, AttachmentWrapper attachment) {
        attachment.addHeader(headerName, headerValue);
    }

    @Override
    public String getAttachmentHeader(String headerName, AttachmentWrapper attachment) {
        return attachment.getHeader(headerName);
    }

    @Override
    public void removeAttachmentHeader(String headerName, AttachmentWrapper attachment) {
        attachment.removeHeader(headerName);
    }

    @Override
    public long getAttachmentsSize() {
        return attachments.wrappers().values().stream().mapToLong(attachment -> AttachmentSet.content(attachment).length).sum();
    }

    @Override
    public List<SoapHeader> getSoapHeaders() {
        return soapHeaders;
    }

    @Override
    public void setSoapHeaders(List<SoapHeader> replacement) {
        List<SoapHeader> copy = List.copyOf(replacement);
        soapHeaders.clear();
        soapHeaders.addAll(copy);
    }

    @Override
    public void clearSoapHeaders() {
        soapHeaders.clear();
    }

    @Override
    public String toString() {
        return "Message[" + messageGuid + "]";
    }
}
