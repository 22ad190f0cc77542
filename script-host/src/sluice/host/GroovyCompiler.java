package sluice.host;

import groovy.lang.GroovyCodeSource;
import groovy.transform.ThreadInterrupt;
import java.util.List;
import java.util.stream.Collectors;
import org.codehaus.groovy.control.CompilationFailedException;
import org.codehaus.groovy.control.CompilerConfiguration;
import org.codehaus.groovy.control.MultipleCompilationErrorsException;
import org.codehaus.groovy.control.customizers.ASTTransformationCustomizer;
import org.codehaus.groovy.control.messages.SyntaxErrorMessage;
import org.codehaus.groovy.syntax.SyntaxException;

/** Compiles Groovy scripts. */
final class GroovyCompiler {
    /** Appended to a script's class name when the file declares a class of its own name, as some do. */
    static final String OWN_NAME_SUFFIX = "__script";

    private GroovyCompiler() {}

    static Program compile(String name, String source, Artifact artifact) throws CompileException {
        try {
            return compileAs(name, source, artifact);
        } catch (MultipleCompilationErrorsException errors) {
            if (!declaresItsOwnName(errors)) throw problem(name, errors);
        }
        try {
            int dot = name.lastIndexOf('.');
            return compileAs(name.substring(0, dot) + OWN_NAME_SUFFIX + name.substring(dot), source, artifact);
        } catch (MultipleCompilationErrorsException errors) {
            throw problem(name, errors);
        }
    }

    private static Program compileAs(String name, String source, Artifact artifact) throws CompileException {
        ScriptClassLoader loader = new ScriptClassLoader(artifact, configuration());
        try {
            GroovyCodeSource code = new GroovyCodeSource(source, name, "/artifact");
            code.setCachable(false);
            return new GroovyProgram(loader, loader.parseClass(code));
        } catch (MultipleCompilationErrorsException errors) {
            loader.release();
            throw errors;
        } catch (CompilationFailedException | LinkageError problem) {
            loader.release();
            throw new CompileException(name + ": " + problem.getMessage());
        }
    }

    /** Loops, closures and functions notice when the time of a call is over. */
    private static CompilerConfiguration configuration() {
        CompilerConfiguration configuration = new CompilerConfiguration();
        configuration.setSourceEncoding("UTF-8");
        configuration.addCompilationCustomizers(new ASTTransformationCustomizer(ThreadInterrupt.class));
        return configuration;
    }

    private static boolean declaresItsOwnName(MultipleCompilationErrorsException errors) {
        return syntaxErrors(errors).stream().anyMatch(error -> error.getOriginalMessage().startsWith("Invalid duplicate class definition"));
    }

    private static CompileException problem(String name, MultipleCompilationErrorsException errors) {
        List<SyntaxException> found = syntaxErrors(errors);
        if (found.isEmpty()) return new CompileException(name + ": " + errors.getMessage());
        return new CompileException(found.stream().map(error -> describe(name, error)).collect(Collectors.joining("\n")));
    }

    private static String describe(String name, SyntaxException error) {
        String file = error.getSourceLocator() == null ? name : error.getSourceLocator().replaceFirst("^artifact:/+", "");
        String reason = error.getOriginalMessage().strip().replaceAll("\\s*\\R\\s*", " ").replaceFirst(" @ line \\d+, column \\d+\\.$", "");
        return file.replace(OWN_NAME_SUFFIX, "") + ": line " + error.getLine() + ": " + reason;
    }

    private static List<SyntaxException> syntaxErrors(MultipleCompilationErrorsException errors) {
        List<?> messages = errors.getErrorCollector().getErrors();
        return messages.stream()
            .filter(SyntaxErrorMessage.class::isInstance)
            .map(message -> ((SyntaxErrorMessage) message).getCause())
            .toList();
    }
}
