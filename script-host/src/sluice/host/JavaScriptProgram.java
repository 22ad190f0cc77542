package sluice.host;

import com.sap.it.api.msglog.MessageLogFactory;
import java.util.Set;
import java.util.TreeSet;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.EvaluatorException;
import org.mozilla.javascript.Function;
import org.mozilla.javascript.ImporterTopLevel;
import org.mozilla.javascript.Node;
import org.mozilla.javascript.Parser;
import org.mozilla.javascript.Script;
import org.mozilla.javascript.ScriptableObject;
import org.mozilla.javascript.ast.AstNode;
import org.mozilla.javascript.ast.FunctionNode;
import org.mozilla.javascript.ast.Name;
import org.mozilla.javascript.ast.VariableDeclaration;
import org.mozilla.javascript.ast.VariableInitializer;

/** A JavaScript script. Every call has a scope of its own. */
final class JavaScriptProgram implements Program {
    private static final InterruptibleContextFactory CONTEXTS = new InterruptibleContextFactory();

    private final ClassLoader loader;
    private final Script script;
    private final Set<String> functions;

    private JavaScriptProgram(ClassLoader loader, Script script, Set<String> functions) {
        this.loader = loader;
        this.script = script;
        this.functions = functions;
    }

    static Program compile(String name, String source, Artifact artifact) throws CompileException {
        Context context = CONTEXTS.enterContext();
        try {
            context.setApplicationClassLoader(artifact.loader());
            Script script = context.compileString(source, name, 1, null);
            return new JavaScriptProgram(artifact.loader(), script, declaredNames(name, source));
        } catch (EvaluatorException problem) {
            throw new CompileException(name + ": line " + problem.lineNumber() + ": " + problem.details());
        } finally {
            Context.exit();
        }
    }

    private static Set<String> declaredNames(String name, String source) {
        Set<String> names = new TreeSet<>();
        for (Node node : new Parser().parse(source, name, 1)) {
            if (node instanceof FunctionNode function) names.add(function.getName());
            else if (node instanceof VariableDeclaration declaration) addVariables(declaration, names);
        }
        return names;
    }

    private static void addVariables(VariableDeclaration declaration, Set<String> names) {
        for (VariableInitializer variable : declaration.getVariables()) {
            AstNode target = variable.getTarget();
            if (target instanceof Name name) names.add(name.getIdentifier());
        }
    }

    @Override
    public Set<String> functions() {
        return functions;
    }

    @Override
    public void call(String function, ExchangeMessage message, MessageLogFactory logs) throws NoSuchMethodException {
        Context context = CONTEXTS.enterContext();
        try {
            context.setApplicationClassLoader(loader);
            ImporterTopLevel scope = new ImporterTopLevel(context);
            ScriptableObject.putProperty(scope, "messageLogFactory", Context.javaToJS(logs, scope));
            script.exec(context, scope);
            if (!(ScriptableObject.getProperty(scope, function) instanceof Function body)) throw new NoSuchMethodException(function);
            body.call(context, scope, scope, new Object[] {Context.javaToJS(message, scope)});
        } finally {
            Context.exit();
        }
    }

    @Override
    public ClassLoader loader() {
        return loader;
    }

    /** The script's classes have a loader of their own inside Rhino, which goes with the script. */
    @Override
    public void release() {}
}
