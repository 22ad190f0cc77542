package sluice.host;

import com.sap.it.api.msglog.MessageLogFactory;
import java.io.IOException;
import java.util.Set;
import java.util.stream.Collectors;
import javax.xml.validation.Schema;
import javax.xml.validation.Validator;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** A compiled schema. Its one function fails with the errors of the body. */
final class SchemaProgram implements Program {
    /** By this class, others tell the body's faults from all else that can fail. */
    private static final String FAILURE = "org.apache.camel.support.processor.validation.SchemaValidationException";

    private final String path;
    private final Schema schema;
    private final ClassLoader loader;

    SchemaProgram(String path, Schema schema, ClassLoader loader) {
        this.path = path;
        this.schema = schema;
        this.loader = loader;
    }

    @Override
    public Set<String> functions() {
        return Set.of("validate");
    }

    @Override
    public void call(String function, ExchangeMessage message, MessageLogFactory logs) throws DescribedException, IOException {
        XmlErrors errors = new XmlErrors();
        Validator validator = schema.newValidator();
        validator.setErrorHandler(errors);
        try {
            validator.validate(ConfinedXml.bodyOf(message));
        } catch (SAXException problem) {
            if (errors.isEmpty()) throw failure(SAXException.class.getName() + ": " + XmlProblem.reason(problem), problem);
        }
        if (errors.isEmpty()) return;
        throw failure(errors.stream().map(SchemaProgram::describe).collect(Collectors.joining("\n")), errors.first());
    }

    private static String describe(SAXParseException error) {
        String place = ", Line : " + error.getLineNumber() + ", Column : " + error.getColumnNumber();
        return SAXParseException.class.getName() + ": " + error.getMessage() + place;
    }

    private DescribedException failure(String errors, SAXException cause) {
        return new DescribedException(FAILURE, "Validation failed for: " + path + "\nerrors: [\n" + errors + "\n]", cause);
    }

    @Override
    public ClassLoader loader() {
        return loader;
    }

    @Override
    public void release() {}
}
