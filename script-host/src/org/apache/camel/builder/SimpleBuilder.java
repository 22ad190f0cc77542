package org.apache.camel.builder;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.codehaus.groovy.runtime.typehandling.DefaultTypeTransformation;

/** An expression of the Simple language that a script evaluates itself: text with values of the message. */
public final class SimpleBuilder {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}]*)}");
    private static final Pattern NAMED = Pattern.compile("(?:in\\.)?(header|headers|exchangeProperty|property)[.:](.+)");

    private final String text;

    private SimpleBuilder(String text) {
        this.text = text;
    }

    public static SimpleBuilder simple(String text) {
        return new SimpleBuilder(text);
    }

    /** The value converted to the type; an expression that is one placeholder keeps the type of its value. */
    @SuppressWarnings("unchecked")
    public <T> T evaluate(Exchange exchange, Class<T> type) {
        Matcher matcher = PLACEHOLDER.matcher(text);
        Object value = matcher.matches() ? valueOf(matcher.group(1), exchange) : fill(matcher.reset(), exchange);
        if (value == null || type.isInstance(value)) return (T) value;
        return (T) DefaultTypeTransformation.castToType(type == String.class ? value.toString() : value, type);
    }

    private static String fill(Matcher matcher, Exchange exchange) {
        return matcher.replaceAll(found -> {
            Object value = valueOf(found.group(1), exchange);
            return value == null ? "" : Matcher.quoteReplacement(value.toString());
        });
    }

    private static Object valueOf(String expression, Exchange exchange) {
        Matcher named = NAMED.matcher(expression);
        if (named.matches()) {
            String name = named.group(2);
            return named.group(1).startsWith("header") ? exchange.getIn().getHeaders().get(name) : exchange.getProperty(name);
        }
        return switch (expression) {
            case "camelId" -> exchange.getContext().getName();
            case "exchangeId" -> exchange.getExchangeId();
            case "body", "in.body" -> exchange.getIn().getBody();
            default -> throw new IllegalArgumentException("A script cannot evaluate the Simple expression ${" + expression + "}");
        };
    }
}
