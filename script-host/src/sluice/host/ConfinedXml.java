package sluice.host;

import java.io.ByteArrayInputStream;
import java.io.StringReader;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import javax.xml.transform.sax.SAXSource;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.XMLReader;

/** Reads XML that stands on its own: a DTD inside the document is read, anything outside it is refused. */
final class ConfinedXml {
    private ConfinedXml() {}

    static XMLReader newReader() {
        try {
            SAXParserFactory factory = SAXParserFactory.newDefaultNSInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            XMLReader reader = factory.newSAXParser().getXMLReader();
            reader.setEntityResolver((publicId, systemId) -> {
                throw refusal(systemId);
            });
            return reader;
        } catch (ParserConfigurationException | SAXException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static SAXException refusal(String systemId) {
        return new SAXException("The document refers to " + systemId + ", and nothing outside of it is read");
    }

    /** Bytes are read in the encoding that they declare. */
    static SAXSource bodyOf(ExchangeMessage message) {
        Object body = message.getBody();
        boolean isBinary = BodyConverter.isBinary(body);
        InputSource bytes = isBinary ? new InputSource(new ByteArrayInputStream(BodyConverter.bytesOf(body))) : null;
        return new SAXSource(newReader(), isBinary ? bytes : new InputSource(new StringReader(BodyConverter.textOf(body))));
    }

    static SAXSource source(XMLReader reader, byte[] content, String systemId) {
        InputSource input = new InputSource(new ByteArrayInputStream(content));
        input.setSystemId(systemId);
        return new SAXSource(reader, input);
    }
}
