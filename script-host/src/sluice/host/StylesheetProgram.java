package sluice.host;

import com.sap.it.api.msglog.MessageLogFactory;
import java.io.ByteArrayOutputStream;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import net.sf.saxon.Configuration;
import net.sf.saxon.expr.EarlyEvaluationContext;
import net.sf.saxon.expr.JPConverter;
import net.sf.saxon.expr.XPathContext;
import net.sf.saxon.s9api.Processor;
import net.sf.saxon.s9api.QName;
import net.sf.saxon.s9api.SaxonApiException;
import net.sf.saxon.s9api.XdmValue;
import net.sf.saxon.s9api.Xslt30Transformer;
import net.sf.saxon.s9api.XsltExecutable;
import net.sf.saxon.trans.XPathException;
import net.sf.saxon.value.ObjectValue;
import net.sf.saxon.value.UntypedAtomicValue;

/** A compiled stylesheet. Its functions are the forms that its result can have: `bytes` and `string`. */
final class StylesheetProgram implements Program {
    private static final String STRING = "string";
    private static final String EXCHANGE = "exchange";

    private final String path;
    private final Processor processor;
    private final XsltExecutable stylesheet;
    private final Set<QName> parameters;
    private final ClassLoader loader;

    StylesheetProgram(String path, Processor processor, XsltExecutable stylesheet, ClassLoader loader) {
        this.path = path;
        this.processor = processor;
        this.stylesheet = stylesheet;
        this.parameters = stylesheet.getGlobalParameters().keySet();
        this.loader = loader;
    }

    @Override
    public Set<String> functions() {
        return Set.of("bytes", STRING);
    }

    @Override
    public void call(String form, ExchangeMessage message, MessageLogFactory logs) throws Throwable {
        StylesheetMessages messages = new StylesheetMessages(path);
        try {
            Xslt30Transformer transformer = stylesheet.load30();
            transformer.setErrorListener(messages);
            transformer.setMessageListener(messages);
            transformer.setStylesheetParameters(parameters(message));
            message.setBody(form.equals(STRING) ? text(transformer, message) : bytes(transformer, message));
        } catch (SaxonApiException | XPathException problem) {
            XPathException error = XPathException.makeXPathException(problem.getCause() instanceof Exception cause ? cause : problem);
            throw new DescribedException(XPathException.class.getName(), messages.describe(error), error);
        }
    }

    private String text(Xslt30Transformer transformer, ExchangeMessage message) throws SaxonApiException {
        StringWriter result = new StringWriter();
        transformer.transform(ConfinedXml.bodyOf(message), processor.newSerializer(result));
        return result.toString();
    }

    private byte[] bytes(Xslt30Transformer transformer, ExchangeMessage message) throws SaxonApiException {
        ByteArrayOutputStream result = new ByteArrayOutputStream();
        transformer.transform(ConfinedXml.bodyOf(message), processor.newSerializer(result));
        return result.toByteArray();
    }

    /** A header stands for the parameter of its name, else a property. */
    private Map<QName, XdmValue> parameters(ExchangeMessage message) throws XPathException {
        Map<QName, XdmValue> values = new LinkedHashMap<>();
        addAll(message.getProperties(), values);
        addAll(message.getHeaders(), values);
        QName exchange = new QName(EXCHANGE);
        if (parameters.contains(exchange)) values.put(exchange, XdmValue.wrap(new ObjectValue<>(message.getExchange())));
        return values;
    }

    private void addAll(Map<String, Object> source, Map<QName, XdmValue> values) throws XPathException {
        for (QName parameter : parameters) {
            Object value = exactly(source, parameter.getClarkName());
            if (value != null) values.put(parameter, valueOf(value));
        }
    }

    /** Parameters tell case apart, headers do not. */
    private static Object exactly(Map<String, Object> source, String name) {
        for (Map.Entry<String, Object> entry : source.entrySet()) if (entry.getKey().equals(name)) return entry.getValue();
        return null;
    }

    /** Text is untyped, so that it becomes what the parameter declares. */
    private XdmValue valueOf(Object value) throws XPathException {
        if (value instanceof CharSequence text) return XdmValue.wrap(new UntypedAtomicValue(text.toString()));
        Configuration configuration = processor.getUnderlyingConfiguration();
        XPathContext context = new EarlyEvaluationContext(configuration);
        return XdmValue.wrap(JPConverter.allocate(value.getClass(), null, configuration).convert(value, context));
    }

    @Override
    public ClassLoader loader() {
        return loader;
    }

    @Override
    public void release() {}
}
