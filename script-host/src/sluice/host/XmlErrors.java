package sluice.host;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXParseException;

/** Errors of a parser or a validator, as they are found. */
final class XmlErrors implements ErrorHandler {
    /** Nobody reads more, and a large body that is wrong has one in every line. */
    private static final int MAXIMUM = 100;

    private final List<SAXParseException> errors = new ArrayList<>();

    @Override
    public void warning(SAXParseException warning) {}

    @Override
    public void error(SAXParseException error) {
        if (errors.size() < MAXIMUM) errors.add(error);
    }

    @Override
    public void fatalError(SAXParseException error) throws SAXParseException {
        errors.add(error);
        throw error;
    }

    boolean isEmpty() {
        return errors.isEmpty();
    }

    SAXParseException first() {
        return errors.get(0);
    }

    Stream<SAXParseException> stream() {
        return errors.stream();
    }
}
