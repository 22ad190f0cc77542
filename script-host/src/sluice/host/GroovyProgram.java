package sluice.host;

import com.sap.it.api.msglog.MessageLogFactory;
import groovy.lang.Binding;
import groovy.lang.GroovyObject;
import groovy.lang.Script;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.codehaus.groovy.runtime.InvokerHelper;

/** A Groovy script, or a class that stands alone in its file. */
final class GroovyProgram implements Program {
    private final ScriptClassLoader loader;
    private final Class<?> type;
    private final List<Method> methods;
    private final Set<String> functions = new TreeSet<>();

    GroovyProgram(ScriptClassLoader loader, Class<?> type) {
        this.loader = loader;
        this.type = type;
        this.methods = Arrays.stream(type.getDeclaredMethods()).filter(GroovyProgram::isFunction).toList();
        methods.stream().filter(method -> method.getParameterCount() == 1).map(Method::getName).forEach(functions::add);
    }

    private static boolean isFunction(Method method) {
        boolean isMain = Modifier.isStatic(method.getModifiers()) && method.getName().equals("main");
        boolean generated = isMain || method.isSynthetic() || method.getName().contains("$");
        return !generated && Modifier.isPublic(method.getModifiers());
    }

    @Override
    public Set<String> functions() {
        return functions;
    }

    @Override
    public List<Method> methods() {
        return methods;
    }

    @Override
    public void call(String function, ExchangeMessage message, MessageLogFactory logs) throws Throwable {
        InvokerHelper.invokeMethod(newInstance(logs), function, message);
    }

    @Override
    public GroovyObject newInstance(MessageLogFactory logs) throws Throwable {
        GroovyObject instance = (GroovyObject) type.getDeclaredConstructor().newInstance();
        if (instance instanceof Script script) {
            Binding binding = new Binding();
            binding.setVariable("messageLogFactory", logs);
            script.setBinding(binding);
            script.run();
        }
        return instance;
    }

    @Override
    public ClassLoader loader() {
        return loader;
    }

    @Override
    public void release() {
        loader.release();
    }
}
