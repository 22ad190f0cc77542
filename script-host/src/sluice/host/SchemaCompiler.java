package sluice.host;

import java.io.ByteArrayInputStream;
import java.util.stream.Collectors;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** Compiles XML schemas, version 1.0. */
final class SchemaCompiler {
    /** Schemas of IDocs say 999999 where they mean any number; Java allows 5000 unless it is told otherwise. */
    private static final String OCCURRENCE_LIMIT = "jdk.xml.maxOccurLimit";

    private SchemaCompiler() {}

    static Program compile(String path, byte[] source, Artifact artifact) throws CompileException {
        XmlErrors errors = new XmlErrors();
        try {
            SchemaFactory factory = factory(new SchemaResolver(new ArtifactResolver(artifact, path, source)));
            factory.setErrorHandler(errors);
            Schema schema = factory.newSchema(new StreamSource(new ByteArrayInputStream(source), ArtifactResolver.uriOf(path)));
            if (errors.isEmpty()) return new SchemaProgram(path, schema, artifact.loader());
        } catch (SAXException | SchemaResolver.Unresolved problem) {
            if (errors.isEmpty()) throw new CompileException(path + ": " + XmlProblem.reason(problem));
        }
        throw new CompileException(errors.stream().map(error -> describe(path, error)).collect(Collectors.joining("\n")));
    }

    private static SchemaFactory factory(SchemaResolver resolver) throws SAXException {
        SchemaFactory factory = SchemaFactory.newDefaultInstance();
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        factory.setProperty(OCCURRENCE_LIMIT, "1000000");
        factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        factory.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, ArtifactResolver.SCHEME);
        factory.setResourceResolver(resolver);
        return factory;
    }

    private static String describe(String path, SAXParseException error) {
        String file = error.getSystemId() == null ? path : ArtifactResolver.pathOf(error.getSystemId());
        return file + ": line " + error.getLineNumber() + ": " + error.getMessage();
    }
}
