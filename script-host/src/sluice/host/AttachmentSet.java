package sluice.host;

import com.sap.gateway.ip.core.customdev.util.AttachmentWrapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import javax.activation.DataHandler;
import javax.mail.util.ByteArrayDataSource;

/** The attachments of the message, and which of them are still as they came. */
final class AttachmentSet {
    private record Original(DataHandler content, Map<String, String> headers) {}

    private final Map<String, Original> originals = new LinkedHashMap<>();
    private Map<String, AttachmentWrapper> attachments = new LinkedHashMap<>();

    static AttachmentSet read(ValueReader reader) {
        AttachmentSet set = new AttachmentSet();
        int size = reader.readInt();
        for (int index = 0; index < size; index++) {
            String name = reader.readString();
            String contentType = reader.readString();
            AttachmentWrapper attachment = new AttachmentWrapper(new ByteArrayDataSource(reader.readBytes(), contentType));
            reader.readMap().forEach((header, value) -> attachment.setHeader(header, String.valueOf(value)));
            set.originals.put(name, new Original(attachment.getDataHandler(), Map.copyOf(attachment.getHeaders())));
            set.attachments.put(name, attachment);
        }
        return set;
    }

    Map<String, AttachmentWrapper> wrappers() {
        return attachments;
    }

    void replace(Map<String, AttachmentWrapper> replacement) {
        attachments = new LinkedHashMap<>(replacement);
    }

    /** Whether anything came in, went away or changed. */
    private boolean isChanged() {
        return !attachments.keySet().equals(originals.keySet()) || !attachments.keySet().stream().allMatch(this::isOriginal);
    }

    private boolean isOriginal(String name) {
        Original original = originals.get(name);
        AttachmentWrapper now = attachments.get(name);
        return original != null && now.getDataHandler() == original.content && now.getHeaders().equals(original.headers);
    }

    /** Writes 0 when nothing changed, else 1 and all attachments; those that are as they came by name alone. */
    void writeChanges(ValueWriter writer) {
        writer.writeByte(isChanged() ? 1 : 0);
        if (!isChanged()) return;
        writer.writeInt(attachments.size());
        attachments.forEach((name, attachment) -> {
            writer.writeString(name);
            writer.writeByte(isOriginal(name) ? 1 : 0);
            if (!isOriginal(name)) write(attachment, writer);
        });
    }

    private static void write(AttachmentWrapper attachment, ValueWriter writer) {
        writer.writeString(Objects.requireNonNullElse(attachment.getDataHandler().getContentType(), "application/octet-stream"));
        writer.writeBytes32(content(attachment));
        writer.writeValue(attachment.getHeaders());
    }

    static byte[] content(AttachmentWrapper attachment) {
        try {
            return attachment.getDataHandler().getInputStream().readAllBytes();
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }
}
