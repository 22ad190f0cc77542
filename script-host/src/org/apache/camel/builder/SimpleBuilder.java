package org.apache.camel.builder;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;

/** Simple expressions inside scripts: the ids, the body, headers and properties. */
public final class SimpleBuilder {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}]*)\\}");

    private final String expression;

    private SimpleBuilder(String expression) {
        this.expression = expression;
    }

    public static SimpleBuilder simple(String expression) {
        return new SimpleBuilder(expression);
    }

    /** Throws UnsupportedOperationException naming the part that is not known here. */
    public <T> T evaluate(Exchange exchange, Class<T> type) {
        Matcher matcher = PLACEHOLDER.matcher(expression);
        return type.cast(matcher.replaceAll(match -> Matcher.quoteReplacement(String.valueOf(valueOf(match.group(1), exchange)))));
    }

    private static Object valueOf(String name, Exchange exchange) {
        return switch (name) {
            case "camelId", "camelContext.name" -> exchange.getContext().getName();
            case "exchangeId", "id" -> exchange.getExchangeId();
            case "body", "in.body" -> exchange.getIn().getBody(String.class);
            default -> variable(name, exchange);
        };
    }

    private static Object variable(String name, Exchange exchange) {
        String key = name.substring(name.indexOf('.') + 1);
        if (name.startsWith("header.")) return exchange.getIn().getHeader(key);
        if (name.startsWith("property.") || name.startsWith("exchangeProperty.")) return exchange.getProperty(key);
        throw new UnsupportedOperationException("Scripts cannot evaluate the Simple expression ${" + name + "}");
    }
}
