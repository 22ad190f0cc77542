package sluice.host;

import com.sap.gateway.ip.core.customdev.util.AttachmentWrapper;
import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import javax.activation.DataHandler;

/** The attachments as `getAttachments()` shows them: name to content. Changes reach the attachments themselves. */
final class AttachmentHandlers extends AbstractMap<String, DataHandler> {
    private final Map<String, AttachmentWrapper> attachments;

    AttachmentHandlers(Map<String, AttachmentWrapper> attachments) {
        this.attachments = attachments;
    }

    @Override
    public DataHandler put(String name, DataHandler content) {
        AttachmentWrapper previous = attachments.put(name, new AttachmentWrapper(content));
        return previous == null ? null : previous.getDataHandler();
    }

    @Override
    public DataHandler remove(Object name) {
        AttachmentWrapper previous = attachments.remove(name);
        return previous == null ? null : previous.getDataHandler();
    }

    @Override
    public void clear() {
        attachments.clear();
    }

    @Override
    public Set<Entry<String, DataHandler>> entrySet() {
        Map<String, DataHandler> handlers = new LinkedHashMap<>();
        attachments.forEach((name, attachment) -> handlers.put(name, attachment.getDataHandler()));
        return handlers.entrySet();
    }
}
