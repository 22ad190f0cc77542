package sluice.host;

import net.sf.saxon.expr.Expression;
import net.sf.saxon.expr.OperandRole;
import net.sf.saxon.expr.UnaryExpression;
import net.sf.saxon.expr.XPathContext;
import net.sf.saxon.expr.instruct.TailCall;
import net.sf.saxon.expr.instruct.TailCallReturner;
import net.sf.saxon.expr.parser.ExpressionTool;
import net.sf.saxon.expr.parser.RebindingMap;
import net.sf.saxon.om.Item;
import net.sf.saxon.om.SequenceIterator;
import net.sf.saxon.om.StructuredQName;
import net.sf.saxon.trans.XPathException;

/** Looks whether the time of the call is over, then does what the expression inside does. */
final class TimeCheck extends UnaryExpression implements TailCallReturner {
    TimeCheck(Expression checked) {
        super(checked);
    }

    private Expression checked() throws XPathException {
        if (Thread.currentThread().isInterrupted()) throw new XPathException("The transformation was stopped");
        return getBaseExpression();
    }

    @Override
    public Item<?> evaluateItem(XPathContext context) throws XPathException {
        return checked().evaluateItem(context);
    }

    @Override
    public SequenceIterator<?> iterate(XPathContext context) throws XPathException {
        return checked().iterate(context);
    }

    @Override
    public void process(XPathContext context) throws XPathException {
        checked().process(context);
    }

    @Override
    public boolean effectiveBooleanValue(XPathContext context) throws XPathException {
        return checked().effectiveBooleanValue(context);
    }

    @Override
    public TailCall processLeavingTail(XPathContext context) throws XPathException {
        if (checked() instanceof TailCallReturner returner) return returner.processLeavingTail(context);
        getBaseExpression().process(context);
        return null;
    }

    @Override
    public int markTailFunctionCalls(StructuredQName name, int arity) {
        return getBaseExpression().markTailFunctionCalls(name, arity);
    }

    @Override
    public int getImplementationMethod() {
        return getBaseExpression().getImplementationMethod();
    }

    @Override
    protected OperandRole getOperandRole() {
        return OperandRole.SAME_FOCUS_ACTION;
    }

    @Override
    public Expression copy(RebindingMap rebindings) {
        TimeCheck copy = new TimeCheck(getBaseExpression().copy(rebindings));
        ExpressionTool.copyLocationInfo(this, copy);
        return copy;
    }

    @Override
    public String getExpressionName() {
        return "timeCheck";
    }
}
