package sluice.host;

import net.sf.saxon.expr.Expression;
import net.sf.saxon.expr.StaticContext;
import net.sf.saxon.expr.XPathContext;
import net.sf.saxon.lib.ExtensionFunctionCall;
import net.sf.saxon.lib.ExtensionFunctionDefinition;
import net.sf.saxon.om.Item;
import net.sf.saxon.om.NamespaceResolver;
import net.sf.saxon.om.NodeInfo;
import net.sf.saxon.om.InscopeNamespaceResolver;
import net.sf.saxon.om.Sequence;
import net.sf.saxon.om.StructuredQName;
import net.sf.saxon.s9api.Processor;
import net.sf.saxon.s9api.SaxonApiException;
import net.sf.saxon.s9api.XPathCompiler;
import net.sf.saxon.s9api.XPathSelector;
import net.sf.saxon.s9api.XdmItem;
import net.sf.saxon.s9api.XdmMap;
import net.sf.saxon.s9api.XdmValue;
import net.sf.saxon.trans.XPathException;
import net.sf.saxon.value.SequenceType;

/** What xsl:evaluate stands for after `EvaluateFilter`: an expression, its context item, its variables and its namespaces. */
final class EvaluateFunction extends ExtensionFunctionDefinition {
    static final String NAMESPACE = "urn:sluice:xslt";
    static final String NAME = "evaluate";

    private final Processor processor;

    EvaluateFunction(Processor processor) {
        this.processor = processor;
    }

    @Override
    public StructuredQName getFunctionQName() {
        return new StructuredQName("", NAMESPACE, NAME);
    }

    @Override
    public int getMinimumNumberOfArguments() {
        return 4;
    }

    @Override
    public SequenceType[] getArgumentTypes() {
        return new SequenceType[] {SequenceType.SINGLE_STRING, SequenceType.OPTIONAL_ITEM, SequenceType.ANY_SEQUENCE, SequenceType.OPTIONAL_NODE};
    }

    @Override
    public SequenceType getResultType(SequenceType[] argumentTypes) {
        return SequenceType.ANY_SEQUENCE;
    }

    @Override
    public ExtensionFunctionCall makeCallExpression() {
        return new Evaluation();
    }

    private final class Evaluation extends ExtensionFunctionCall {
        private NamespaceResolver namespaces;
        private String elementNamespace;

        @Override
        public void supplyStaticContext(StaticContext context, int location, Expression[] arguments) {
            namespaces = context.getNamespaceResolver();
            elementNamespace = context.getDefaultElementNamespace();
        }

        @Override
        public void copyLocalData(ExtensionFunctionCall copy) {
            ((Evaluation) copy).namespaces = namespaces;
            ((Evaluation) copy).elementNamespace = elementNamespace;
        }

        @Override
        public Sequence<?> call(XPathContext context, Sequence[] arguments) throws XPathException {
            try {
                XPathCompiler compiler = compiler((NodeInfo) arguments[3].head());
                XdmValue variables = XdmValue.wrap(arguments[2]);
                for (XdmItem map : variables) for (var name : ((XdmMap) map).keySet()) compiler.declareVariable(name.getQNameValue());
                XPathSelector selector = compiler.compile(arguments[0].head().getStringValue()).load();
                for (XdmItem map : variables) bind(selector, (XdmMap) map);
                Item<?> focus = arguments[1].head();
                if (focus != null) selector.setContextItem((XdmItem) XdmValue.wrap(focus));
                return selector.evaluate().getUnderlyingValue();
            } catch (SaxonApiException problem) {
                throw XPathException.makeXPathException(problem);
            }
        }

        private XPathCompiler compiler(NodeInfo namespaceContext) {
            XPathCompiler compiler = processor.newXPathCompiler();
            NamespaceResolver resolver = namespaceContext == null ? namespaces : new InscopeNamespaceResolver(namespaceContext);
            resolver.iteratePrefixes().forEachRemaining(prefix -> {
                if (!prefix.isEmpty()) compiler.declareNamespace(prefix, resolver.getURIForPrefix(prefix, false));
            });
            compiler.declareNamespace("", namespaceContext == null ? elementNamespace : resolver.getURIForPrefix("", true));
            return compiler;
        }

        private static void bind(XPathSelector selector, XdmMap variables) throws SaxonApiException {
            for (var entry : variables.entrySet()) selector.setVariable(entry.getKey().getQNameValue(), entry.getValue());
        }
    }
}
