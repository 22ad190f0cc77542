package sluice.host;

import javax.xml.transform.TransformerException;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** What is wrong with a document or a stylesheet: parsers and Saxon wrap the reason several times. */
final class XmlProblem {
    private XmlProblem() {}

    /** The innermost reason in one line, with the place in the document when a parser gave it. */
    static String reason(Throwable problem) {
        Throwable innermost = problem;
        while (isXml(innermost.getCause())) innermost = innermost.getCause();
        String text = String.valueOf(innermost.getMessage()).strip().replaceAll("\\s*\\R\\s*", " ");
        if (!(innermost instanceof SAXParseException parse) || parse.getSystemId() != null || parse.getLineNumber() < 0) return text;
        return text + " (line " + parse.getLineNumber() + ", column " + parse.getColumnNumber() + " of the body)";
    }

    private static boolean isXml(Throwable cause) {
        return cause instanceof TransformerException || cause instanceof SAXException;
    }
}
