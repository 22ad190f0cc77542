package sluice.host;

import com.sap.it.api.msglog.MessageLog;
import com.sap.it.api.msglog.MessageLogFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.List;

/** Collects what a script adds to the log; it travels to Node with the result, also when the script fails. */
final class MessageLogRecorder implements MessageLog, MessageLogFactory {
    private static final int PROPERTY = 0;
    private static final int CUSTOM_HEADER = 1;
    private static final int ATTACHMENT = 2;

    private record Addition(int kind, String name, String value, String mediaType) {}

    private final List<Addition> additions = Collections.synchronizedList(new ArrayList<>());

    @Override
    public MessageLog getMessageLog(Object context) {
        return this;
    }

    @Override
    public void setStringProperty(String name, String value) {
        setProperty(name, value);
    }

    @Override
    public void setBooleanProperty(String name, Boolean value) {
        setProperty(name, value);
    }

    @Override
    public void setIntegerProperty(String name, Integer value) {
        setProperty(name, value);
    }

    @Override
    public void setLongProperty(String name, Long value) {
        setProperty(name, value);
    }

    @Override
    public void setFloatProperty(String name, Float value) {
        setProperty(name, value);
    }

    @Override
    public void setDoubleProperty(String name, Double value) {
        setProperty(name, value);
    }

    @Override
    public void setDateProperty(String name, Date value) {
        setProperty(name, value == null ? null : value.toInstant());
    }

    @Override
    public void addAttachmentAsString(String name, String text, String mediaType) {
        additions.add(new Addition(ATTACHMENT, String.valueOf(name), text == null ? "" : text, mediaType == null ? "text/plain" : mediaType));
    }

    @Override
    public void addCustomHeaderProperty(String name, String value) {
        additions.add(new Addition(CUSTOM_HEADER, String.valueOf(name), String.valueOf(value), ""));
    }

    private void setProperty(String name, Object value) {
        additions.add(new Addition(PROPERTY, String.valueOf(name), String.valueOf(value), ""));
    }

    void write(ValueWriter writer) {
        synchronized (additions) {
            writer.writeInt(additions.size());
            for (Addition addition : additions) {
                writer.writeByte(addition.kind);
                writer.writeString(addition.name);
                writer.writeString(addition.value);
                writer.writeString(addition.mediaType);
            }
        }
    }
}
