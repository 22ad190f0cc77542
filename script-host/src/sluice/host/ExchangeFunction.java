package sluice.host;

import java.util.List;
import net.sf.saxon.expr.XPathContext;
import net.sf.saxon.lib.ExtensionFunctionCall;
import net.sf.saxon.lib.ExtensionFunctionDefinition;
import net.sf.saxon.om.Item;
import net.sf.saxon.om.Sequence;
import net.sf.saxon.om.SequenceIterator;
import net.sf.saxon.om.StructuredQName;
import net.sf.saxon.trans.XPathException;
import net.sf.saxon.value.EmptySequence;
import net.sf.saxon.value.ObjectValue;
import net.sf.saxon.value.SequenceType;
import net.sf.saxon.value.StringValue;
import org.apache.camel.Exchange;

/** A function by which stylesheets reach headers and properties; the first argument is the parameter `exchange`. */
final class ExchangeFunction extends ExtensionFunctionDefinition {
    private static final String NAMESPACE = "http://sap.com/it/";

    static final List<ExchangeFunction> ALL =
        List.of(
            new ExchangeFunction("setHeader", 3, (exchange, name, value) -> {
                exchange.getIn().setHeader(name, value);
                return null;
            }),
            new ExchangeFunction("setProperty", 3, (exchange, name, value) -> {
                exchange.setProperty(name, value);
                return null;
            }),
            new ExchangeFunction("getHeader", 2, (exchange, name, none) -> exchange.getIn().getHeader(name)),
            new ExchangeFunction("getProperty", 2, (exchange, name, none) -> exchange.getProperty(name)));

    private interface Operation {
        Object apply(Exchange exchange, String name, String value);
    }

    private final String name;
    private final int arguments;
    private final Operation operation;

    private ExchangeFunction(String name, int arguments, Operation operation) {
        this.name = name;
        this.arguments = arguments;
        this.operation = operation;
    }

    @Override
    public StructuredQName getFunctionQName() {
        return new StructuredQName("cpi", NAMESPACE, name);
    }

    @Override
    public int getMinimumNumberOfArguments() {
        return arguments;
    }

    @Override
    public SequenceType[] getArgumentTypes() {
        SequenceType[] types = {SequenceType.ANY_SEQUENCE, SequenceType.SINGLE_STRING, SequenceType.ANY_SEQUENCE};
        return arguments == 3 ? types : new SequenceType[] {types[0], types[1]};
    }

    @Override
    public SequenceType getResultType(SequenceType[] argumentTypes) {
        return SequenceType.OPTIONAL_STRING;
    }

    /** Keeps the optimizer from calling it once for many, or not at all. */
    @Override
    public boolean hasSideEffects() {
        return true;
    }

    @Override
    public ExtensionFunctionCall makeCallExpression() {
        return new ExtensionFunctionCall() {
            @Override
            public Sequence<?> call(XPathContext context, Sequence[] given) throws XPathException {
                String value = arguments == 3 ? textOf(given[2]) : null;
                Object result = operation.apply(exchangeOf(given[0]), textOf(given[1]), value);
                return result == null ? EmptySequence.getInstance() : new StringValue(BodyConverter.textOf(result));
            }
        };
    }

    private Exchange exchangeOf(Sequence<?> argument) throws XPathException {
        if (argument.head() instanceof ObjectValue<?> external && external.getObject() instanceof Exchange exchange) return exchange;
        throw new XPathException("The first argument of " + name + " must be the stylesheet's parameter exchange");
    }

    /** The items one after the other, as in xsl:value-of. */
    private static String textOf(Sequence<?> sequence) throws XPathException {
        StringBuilder text = new StringBuilder();
        SequenceIterator<?> items = sequence.iterate();
        for (Item<?> item = items.next(); item != null; item = items.next()) {
            if (text.length() > 0) text.append(' ');
            text.append(item.getStringValueCS());
        }
        return text.toString();
    }
}
