package sluice.host;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import net.sf.saxon.expr.parser.Location;
import net.sf.saxon.s9api.Processor;
import net.sf.saxon.s9api.SaxonApiException;
import net.sf.saxon.s9api.StaticError;
import net.sf.saxon.s9api.XsltCompiler;
import net.sf.saxon.trans.XPathException;

/** Compiles XSLT 1.0 to 3.0. */
final class StylesheetCompiler {
    private StylesheetCompiler() {}

    static Program compile(String path, byte[] source, Artifact artifact) throws CompileException {
        ArtifactResolver resolver = new ArtifactResolver(artifact, path, source);
        Processor processor = ConfinedProcessor.of(resolver, artifact.loader());
        List<StaticError> errors = new ArrayList<>();
        XsltCompiler compiler = processor.newXsltCompiler();
        compiler.setErrorList(errors);
        compiler.getUnderlyingCompilerInfo().setCodeInjector(new TimeChecks());
        try {
            var sheet = compiler.compile(ConfinedXml.source(resolver.newReader(), source, ArtifactResolver.uriOf(path)));
            return new StylesheetProgram(path, processor, sheet, artifact.loader());
        } catch (SaxonApiException problem) {
            throw new CompileException(describe(path, errors, problem));
        }
    }

    private static String describe(String path, List<StaticError> found, SaxonApiException problem) {
        List<String> errors = found.stream().filter(error -> !error.isWarning()).map(error -> describe(path, error)).distinct().toList();
        return errors.isEmpty() ? path + ": " + problem.getMessage() : errors.stream().collect(Collectors.joining("\n"));
    }

    private static String describe(String path, StaticError error) {
        XPathException problem = error.getUnderlyingException();
        Location place = problem.getLocator();
        String file = place == null || place.getSystemId() == null ? path : ArtifactResolver.pathOf(place.getSystemId());
        String line = place == null || place.getLineNumber() < 0 ? "" : "line " + place.getLineNumber() + ": ";
        return file + ": " + line + XmlProblem.reason(problem);
    }
}
