package sluice.host;

import java.io.StringReader;
import java.io.StringWriter;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;

/** XML as text and as tree. Entities from outside are never resolved. */
final class XmlText {
    private static final String NO_DTD_LOADING = "http://apache.org/xml/features/nonvalidating/load-external-dtd";
    private static final String JDK_TRANSFORMER = "com.sun.org.apache.xalan.internal.xsltc.trax.TransformerFactoryImpl";

    private XmlText() {}

    /** Throws IllegalArgumentException with the parser's words when the text is not well-formed. */
    static Document parse(String text) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature(NO_DTD_LOADING, false);
            factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null);
            return builder.parse(new InputSource(new StringReader(text)));
        } catch (Exception problem) {
            throw new IllegalArgumentException("The text is not well-formed XML: " + problem.getMessage(), problem);
        }
    }

    static String serialize(Node node) {
        try {
            Transformer transformer = TransformerFactory.newInstance(JDK_TRANSFORMER, null).newTransformer();
            transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, node instanceof Document ? "no" : "yes");
            StringWriter text = new StringWriter();
            transformer.transform(new DOMSource(node), new StreamResult(text));
            return text.toString();
        } catch (Exception problem) {
            throw new IllegalArgumentException("The node cannot be written as XML: " + problem.getMessage(), problem);
        }
    }
}
