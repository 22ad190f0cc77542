package sluice.host;

import java.util.ArrayList;
import java.util.List;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.Locator;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.XMLReader;
import org.xml.sax.helpers.AttributesImpl;
import org.xml.sax.helpers.XMLFilterImpl;

/** Saxon-HE knows xsl:evaluate but does not run it: it becomes a call of `EvaluateFunction` while the stylesheet is read. */
final class EvaluateFilter extends XMLFilterImpl {
    private static final String XSLT = "http://www.w3.org/1999/XSL/Transform";

    private Locator locator;
    private AttributesImpl evaluate;
    private List<String> variables;
    private int depth;

    EvaluateFilter(XMLReader parent) {
        super(parent);
    }

    @Override
    public void setDocumentLocator(Locator locator) {
        this.locator = locator;
        super.setDocumentLocator(locator);
    }

    /** Saxon would set a resolver of its own. */
    @Override
    public InputSource resolveEntity(String publicId, String systemId) throws SAXException {
        throw ConfinedXml.refusal(systemId);
    }

    @Override
    public void startElement(String uri, String local, String name, Attributes attributes) throws SAXException {
        if (evaluate != null) {
            depth++;
            if (depth == 1 && uri.equals(XSLT) && local.equals("with-param")) addVariable(attributes);
        } else if (uri.equals(XSLT) && local.equals("evaluate")) {
            evaluate = new AttributesImpl(attributes);
            variables = new ArrayList<>();
        } else super.startElement(uri, local, name, attributes);
    }

    @Override
    public void endElement(String uri, String local, String name) throws SAXException {
        if (evaluate == null) super.endElement(uri, local, name);
        else if (depth > 0) depth--;
        else {
            String prefix = name.substring(0, name.length() - local.length());
            AttributesImpl given = evaluate;
            evaluate = null;
            call(prefix, given);
        }
    }

    @Override
    public void characters(char[] text, int start, int length) throws SAXException {
        if (evaluate == null) super.characters(text, start, length);
    }

    private void addVariable(Attributes attributes) throws SAXException {
        String select = attributes.getValue("select");
        if (select == null) throw problem("xsl:with-param of xsl:evaluate needs the attribute select here");
        variables.add("map { QName('', '" + attributes.getValue("name") + "') : (" + select + ") }");
    }

    /** With a type, the result is put into a variable of this type first, which converts it. */
    private void call(String prefix, Attributes given) throws SAXException {
        String type = given.getValue("as");
        if (type == null) {
            element(prefix, "sequence", "select", invocation(given));
            return;
        }
        String variable = "Q{" + EvaluateFunction.NAMESPACE + "}result";
        element(prefix, "variable", "name", variable, "as", type, "select", invocation(given));
        element(prefix, "sequence", "select", "$" + variable);
    }

    private String invocation(Attributes given) throws SAXException {
        String xpath = given.getValue("xpath");
        if (xpath == null) throw problem("xsl:evaluate needs the attribute xpath");
        List<String> maps = new ArrayList<>();
        maps.add(argument(given, "with-params"));
        maps.addAll(variables);
        String function = "Q{" + EvaluateFunction.NAMESPACE + "}" + EvaluateFunction.NAME;
        String focus = argument(given, "context-item");
        return function + "((" + xpath + "), " + focus + ", (" + String.join(", ", maps) + "), " + argument(given, "namespace-context") + ")";
    }

    private static String argument(Attributes given, String name) {
        String expression = given.getValue(name);
        return expression == null ? "()" : "(" + expression + ")";
    }

    private void element(String prefix, String local, String... attributes) throws SAXException {
        AttributesImpl list = new AttributesImpl();
        for (int index = 0; index < attributes.length; index += 2) {
            list.addAttribute("", attributes[index], attributes[index], "CDATA", attributes[index + 1]);
        }
        super.startElement(XSLT, local, prefix + local, list);
        super.endElement(XSLT, local, prefix + local);
    }

    private SAXParseException problem(String reason) {
        return new SAXParseException(reason, locator);
    }
}
