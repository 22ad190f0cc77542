package sluice.host;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import net.sf.saxon.Configuration;
import net.sf.saxon.expr.JPConverter;
import net.sf.saxon.expr.PJConverter;
import net.sf.saxon.expr.XPathContext;
import net.sf.saxon.lib.ExtensionFunctionCall;
import net.sf.saxon.lib.ExtensionFunctionDefinition;
import net.sf.saxon.om.Item;
import net.sf.saxon.om.Sequence;
import net.sf.saxon.om.SequenceTool;
import net.sf.saxon.om.StructuredQName;
import net.sf.saxon.trans.XPathException;
import net.sf.saxon.value.EmptySequence;
import net.sf.saxon.value.ObjectValue;
import net.sf.saxon.value.SequenceType;

/**
 * The constructors or methods of one name and number of arguments. `new` constructs; the first argument of an instance method
 * is the object; `next-day` is `nextDay`.
 */
final class JavaFunction extends ExtensionFunctionDefinition {
    private final StructuredQName name;
    private final Class<?> type;
    private final int arity;
    private final List<? extends Executable> candidates;

    JavaFunction(StructuredQName name, Class<?> type, int arity) {
        this.name = name;
        this.type = type;
        this.arity = arity;
        boolean constructs = name.getLocalPart().equals("new");
        Stream<? extends Executable> all = constructs ? Arrays.stream(type.getConstructors()) : methods(javaName(name.getLocalPart()));
        this.candidates = all.filter(candidate -> parameters(candidate).length == arity).toList();
    }

    private Stream<Method> methods(String javaName) {
        return Arrays.stream(type.getMethods()).filter(method -> method.getName().equals(javaName));
    }

    private static String javaName(String local) {
        StringBuilder text = new StringBuilder();
        for (String word : local.split("-")) {
            text.append(text.length() == 0 || word.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return text.toString();
    }

    /** What a call hands over: of an instance method, the object first. */
    private static Class<?>[] parameters(Executable candidate) {
        if (!isInstanceMethod(candidate)) return candidate.getParameterTypes();
        return Stream.concat(Stream.of(candidate.getDeclaringClass()), Arrays.stream(candidate.getParameterTypes())).toArray(Class<?>[]::new);
    }

    private static boolean isInstanceMethod(Executable candidate) {
        return candidate instanceof Method && !Modifier.isStatic(candidate.getModifiers());
    }

    boolean exists() {
        return !candidates.isEmpty();
    }

    @Override
    public StructuredQName getFunctionQName() {
        return name;
    }

    @Override
    public int getMinimumNumberOfArguments() {
        return arity;
    }

    @Override
    public SequenceType[] getArgumentTypes() {
        SequenceType[] types = new SequenceType[arity];
        Arrays.fill(types, SequenceType.ANY_SEQUENCE);
        return types;
    }

    @Override
    public SequenceType getResultType(SequenceType[] argumentTypes) {
        return SequenceType.ANY_SEQUENCE;
    }

    @Override
    public boolean hasSideEffects() {
        return true;
    }

    @Override
    public ExtensionFunctionCall makeCallExpression() {
        return new ExtensionFunctionCall() {
            @Override
            public Sequence<?> call(XPathContext context, Sequence[] arguments) throws XPathException {
                for (int index = 0; index < arguments.length; index++) arguments[index] = arguments[index].materialize();
                return invoke(arguments, context);
            }
        };
    }

    private Sequence<?> invoke(Sequence<?>[] arguments, XPathContext context) throws XPathException {
        Comparator<Executable> closeness = Comparator.comparingInt(candidate -> distance(parameters(candidate), arguments));
        for (Executable candidate : candidates.stream().sorted(closeness).toList()) {
            Object[] converted = convert(arguments, parameters(candidate), context);
            if (converted != null) return resultOf(candidate, converted, context);
        }
        throw new XPathException(type.getName() + " has no " + name.getLocalPart() + " that takes these arguments");
    }

    /** How far the parameter types are from the classes that the arguments have by nature. */
    private static int distance(Class<?>[] parameters, Sequence<?>[] arguments) {
        int distance = 0;
        for (int index = 0; index < parameters.length; index++) distance += distance(parameters[index], natural(arguments[index]));
        return distance;
    }

    private static int distance(Class<?> parameter, Object value) {
        if (value == null) return parameter.isPrimitive() ? 3 : 0;
        if (parameter == value.getClass()) return 0;
        if (parameter == Object.class) return 2;
        if (parameter.isInstance(value)) return 1;
        return 3;
    }

    private static Object natural(Sequence<?> argument) {
        try {
            Item<?> first = argument.head();
            return first == null ? null : SequenceTool.convertToJava(first);
        } catch (XPathException none) {
            return null;
        }
    }

    /** The arguments as the parameter types want them; null when one cannot be converted. */
    private static Object[] convert(Sequence<?>[] arguments, Class<?>[] parameters, XPathContext context) {
        Object[] converted = new Object[parameters.length];
        try {
            for (int index = 0; index < parameters.length; index++) converted[index] = convert(arguments[index], parameters[index], context);
            return converted;
        } catch (XPathException | ClassCastException unfit) {
            return null;
        }
    }

    private static Object convert(Sequence<?> argument, Class<?> parameter, XPathContext context) throws XPathException {
        Object value = natural(argument);
        if (parameter.isInstance(value)) return value;
        Configuration configuration = context.getConfiguration();
        var itemType = SequenceTool.getItemType(argument, configuration.getTypeHierarchy());
        return PJConverter.allocate(configuration, itemType, SequenceTool.getCardinality(argument), parameter).convert(argument, parameter, context);
    }

    private Sequence<?> resultOf(Executable callee, Object[] arguments, XPathContext context) throws XPathException {
        try {
            if (callee instanceof Constructor<?> constructor) return new ObjectValue<>(constructor.newInstance(arguments));
            Method method = (Method) callee;
            Object result = isInstanceMethod(method)
                ? method.invoke(arguments[0], Arrays.copyOfRange(arguments, 1, arguments.length))
                : method.invoke(null, arguments);
            if (result == null) return EmptySequence.getInstance();
            return JPConverter.allocate(result.getClass(), null, context.getConfiguration()).convert(result, context);
        } catch (InvocationTargetException thrown) {
            throw new XPathException(thrown.getCause());
        } catch (ReflectiveOperationException problem) {
            throw new XPathException(problem);
        }
    }
}
