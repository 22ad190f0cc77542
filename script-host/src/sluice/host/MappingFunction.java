package sluice.host;

import com.sap.it.api.mapping.MappingContext;
import com.sap.it.api.mapping.Output;
import groovy.lang.GroovyObject;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.codehaus.groovy.reflection.ReflectionCache;
import org.codehaus.groovy.runtime.InvokerHelper;

/**
 * A function of a Groovy script that a message mapping calls. Its parameter types say how: single values, arrays with the
 * values of a whole context, outputs that it fills, and the mapping context.
 */
final class MappingFunction {
    private enum Role {
        VALUE,
        VALUES,
        OUTPUT,
        CONTEXT
    }

    private final String name;
    private final List<Class<?>> types;
    private final List<Role> roles;

    private MappingFunction(Method method) {
        this.name = method.getName();
        this.types = List.of(method.getParameterTypes());
        this.roles = types.stream().map(MappingFunction::roleOf).toList();
    }

    /** The function of this name that takes so many inputs. Throws CompileException with what there is instead. */
    static MappingFunction find(LoadedScript script, String name, int inputs) throws CompileException {
        List<Method> candidates = script.program().methods().stream().filter(method -> method.getName().equals(name)).toList();
        for (Method candidate : candidates) {
            MappingFunction function = new MappingFunction(candidate);
            if (function.inputs() == inputs) return function;
        }
        throw new CompileException(script.name() + " has no function " + name + " that takes " + inputs + " values" + described(candidates));
    }

    private static String described(List<Method> candidates) {
        if (candidates.isEmpty()) return "";
        return candidates.stream().map(MappingFunction::signature).collect(Collectors.joining(", ", "; it has ", ""));
    }

    private static String signature(Method method) {
        String types = Arrays.stream(method.getParameterTypes()).map(Class::getSimpleName).collect(Collectors.joining(", "));
        return method.getName() + "(" + types + ")";
    }

    private static Role roleOf(Class<?> type) {
        if (MappingContext.class.isAssignableFrom(type)) return Role.CONTEXT;
        if (Output.class.isAssignableFrom(type)) return Role.OUTPUT;
        return type.isArray() ? Role.VALUES : Role.VALUE;
    }

    private long inputs() {
        return roles.stream().filter(role -> role == Role.VALUE || role == Role.VALUES).count();
    }

    /** Whether one call takes the values of a whole context. */
    boolean takesContexts() {
        return roles.contains(Role.VALUES);
    }

    /** How many outputs it fills; a function without outputs returns its one result. */
    int outputs() {
        return (int) roles.stream().filter(role -> role == Role.OUTPUT).count();
    }

    /** Calls the function and returns what each of its outputs, or its result, holds. Throws whatever the script throws. */
    List<List<Object>> call(GroovyObject script, List<?> inputs, MappingContext context) {
        List<MappingOutput> outputs = new ArrayList<>();
        List<Object> arguments = new ArrayList<>();
        int next = 0;
        for (int index = 0; index < roles.size(); index++) {
            Role role = roles.get(index);
            if (role == Role.CONTEXT) arguments.add(context);
            else if (role == Role.OUTPUT) arguments.add(opened(outputs));
            else if (role == Role.VALUES) arguments.add(MappingOutput.array((List<?>) inputs.get(next++)));
            else arguments.add(converted((String) inputs.get(next++), types.get(index)));
        }
        Object result = InvokerHelper.invokeMethod(script, name, arguments.toArray());
        if (outputs.isEmpty()) opened(outputs).addValue(result);
        return outputs.stream().map(MappingOutput::entries).toList();
    }

    /** Values are text; a function may want numbers or truth values. */
    private static Object converted(String value, Class<?> type) {
        if (value == null || type.isInstance(value)) return value;
        if (type == boolean.class || type == Boolean.class) return Boolean.parseBoolean(value);
        Class<?> target = ReflectionCache.autoboxType(type);
        return InvokerHelper.invokeMethod(value.strip(), "asType", target == null ? type : target);
    }

    private static MappingOutput opened(List<MappingOutput> outputs) {
        MappingOutput output = new MappingOutput();
        outputs.add(output);
        return output;
    }
}
