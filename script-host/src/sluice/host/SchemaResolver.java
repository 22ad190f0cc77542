package sluice.host;

import java.io.ByteArrayInputStream;
import java.net.URI;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import net.sf.saxon.trans.XPathException;
import org.w3c.dom.ls.DOMImplementationLS;
import org.w3c.dom.ls.LSInput;
import org.w3c.dom.ls.LSResourceResolver;

/** Finds the schemas that a schema includes or imports: files of the artifact. */
final class SchemaResolver implements LSResourceResolver {
    private final ArtifactResolver files;
    private final DOMImplementationLS inputs;

    SchemaResolver(ArtifactResolver files) {
        this.files = files;
        try {
            var implementation = DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder().getDOMImplementation();
            this.inputs = (DOMImplementationLS) implementation.getFeature("LS", "3.0");
        } catch (ParserConfigurationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The schema language has no other way to say why a reference leads nowhere. */
    static final class Unresolved extends RuntimeException {
        private Unresolved(String reason) {
            super(reason);
        }
    }

    /** An import may name a namespace alone; null then. */
    @Override
    public LSInput resolveResource(String type, String namespace, String publicId, String systemId, String base) {
        if (systemId == null) return null;
        try {
            URI target = ArtifactResolver.locate(systemId, base);
            LSInput input = inputs.createLSInput();
            input.setByteStream(new ByteArrayInputStream(files.read(target)));
            input.setSystemId(target.toString());
            return input;
        } catch (XPathException refused) {
            throw new Unresolved(refused.getMessage());
        }
    }
}
