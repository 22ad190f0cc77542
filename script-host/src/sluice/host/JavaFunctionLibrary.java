package sluice.host;

import java.util.List;
import net.sf.saxon.expr.Expression;
import net.sf.saxon.expr.StaticContext;
import net.sf.saxon.functions.FunctionLibrary;
import net.sf.saxon.functions.IntegratedFunctionLibrary;
import net.sf.saxon.trans.SymbolicName;

/** Calls of Java: the namespace is `java:` and a class of the JVM or of a jar in the artifact. */
final class JavaFunctionLibrary implements FunctionLibrary {
    private static final String SCHEME = "java:";

    private final ClassLoader classes;

    JavaFunctionLibrary(ClassLoader classes) {
        this.classes = classes;
    }

    @Override
    public boolean isAvailable(SymbolicName.F name) {
        String namespace = name.getComponentName().getURI();
        return namespace.startsWith(SCHEME) && find(name, classOf(namespace)) != null;
    }

    @Override
    public Expression bind(SymbolicName.F name, Expression[] arguments, StaticContext context, List<String> reasons) {
        String namespace = name.getComponentName().getURI();
        if (!namespace.startsWith(SCHEME)) return null;
        Class<?> type = classOf(namespace);
        JavaFunction function = find(name, type);
        if (function != null) return IntegratedFunctionLibrary.makeFunctionCall(function, arguments);
        String missing = type == null ? "There is no Java class " + className(namespace) : type.getName() + " has no such method";
        reasons.add(missing);
        return null;
    }

    private static JavaFunction find(SymbolicName.F name, Class<?> type) {
        if (type == null) return null;
        JavaFunction function = new JavaFunction(name.getComponentName(), type, name.getArity());
        return function.exists() ? function : null;
    }

    private static String className(String namespace) {
        return namespace.substring(SCHEME.length()).replaceFirst("^/+", "").replaceFirst("\\?.*$", "");
    }

    private Class<?> classOf(String namespace) {
        try {
            return Class.forName(className(namespace), true, classes);
        } catch (ClassNotFoundException | LinkageError missing) {
            return null;
        }
    }

    @Override
    public FunctionLibrary copy() {
        return this;
    }
}
