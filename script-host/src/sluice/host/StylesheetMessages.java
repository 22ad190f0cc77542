package sluice.host;

import javax.xml.transform.ErrorListener;
import javax.xml.transform.SourceLocator;
import javax.xml.transform.TransformerException;
import net.sf.saxon.s9api.MessageListener2;
import net.sf.saxon.s9api.QName;
import net.sf.saxon.s9api.XdmNode;
import net.sf.saxon.trans.XPathException;

/** What one transformation says: xsl:message goes to the server's log, and the last words to whoever reads the failure. */
final class StylesheetMessages implements MessageListener2, ErrorListener {
    private final String path;
    private String lastWords;

    StylesheetMessages(String path) {
        this.path = path;
    }

    @Override
    public void message(XdmNode content, QName code, boolean terminates, SourceLocator place) {
        if (terminates) lastWords = content.getStringValue();
        System.err.println(path + ": " + content.getStringValue());
    }

    @Override
    public void warning(TransformerException warning) {
        System.err.println(path + ": " + warning.getMessage());
    }

    /** Errors end the transformation, which throws them. */
    @Override
    public void error(TransformerException error) {}

    @Override
    public void fatalError(TransformerException error) {}

    /** Reason and place of a failure. */
    String describe(XPathException error) {
        String reason = lastWords == null ? XmlProblem.reason(error) : "Processing was ended by xsl:message: " + lastWords;
        return reason + placeOf(error);
    }

    private static String placeOf(XPathException error) {
        var place = error.getLocator();
        if (place == null || place.getSystemId() == null || place.getLineNumber() < 0) return "";
        return "@ line " + place.getLineNumber() + " in " + ArtifactResolver.pathOf(place.getSystemId());
    }
}
