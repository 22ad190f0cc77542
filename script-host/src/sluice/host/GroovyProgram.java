package sluice.host;

import com.sap.it.api.msglog.MessageLogFactory;
import groovy.lang.Binding;
import groovy.lang.GroovyObject;
import groovy.lang.Script;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.codehaus.groovy.runtime.InvokerHelper;

/** A Groovy script, or a class that stands alone in its file. */
final class GroovyProgram implements Program {
    private final ScriptClassLoader loader;
    private final Class<?> type;
    private final Set<String> functions;

    GroovyProgram(ScriptClassLoader loader, Class<?> type) {
        this.loader = loader;
        this.type = type;
        this.functions = new TreeSet<>();
        Arrays.stream(type.getDeclaredMethods()).filter(GroovyProgram::isFunction).map(Method::getName).forEach(functions::add);
    }

    private static boolean isFunction(Method method) {
        boolean isMain = Modifier.isStatic(method.getModifiers()) && method.getName().equals("main");
        boolean generated = isMain || method.isSynthetic() || method.getName().contains("$");
        return !generated && Modifier.isPublic(method.getModifiers()) && method.getParameterCount() == 1;
    }

    @Override
    public Set<String> functions() {
        return functions;
    }

    @Override
    public void call(String function, ExchangeMessage message, MessageLogFactory logs) throws Throwable {
        GroovyObject instance = (GroovyObject) type.getDeclaredConstructor().newInstance();
        if (instance instanceof Script script) {
            Binding binding = new Binding();
            binding.setVariable("messageLogFactory", logs);
            script.setBinding(binding);
            script.run();
        }
        InvokerHelper.invokeMethod(instance, function, message);
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
