package sluice.host;

import net.sf.saxon.expr.Assignation;
import net.sf.saxon.expr.Expression;
import net.sf.saxon.expr.StaticContext;
import net.sf.saxon.expr.flwor.Clause;
import net.sf.saxon.expr.instruct.ForEach;
import net.sf.saxon.expr.parser.CodeInjector;
import net.sf.saxon.om.StandardNames;
import net.sf.saxon.om.StructuredQName;
import net.sf.saxon.trace.LocationKind;

/** Puts a time check wherever a stylesheet can go round for ever: into templates, functions and loops. */
final class TimeChecks implements CodeInjector {
    @Override
    public Expression inject(Expression expression, StaticContext context, int construct, StructuredQName name) {
        switch (construct) {
            case StandardNames.XSL_TEMPLATE, StandardNames.XSL_FUNCTION -> {
                return new TimeCheck(expression);
            }
            case StandardNames.XSL_FOR_EACH, LocationKind.FOR_EXPRESSION -> checkEachTurn(expression);
            default -> {}
        }
        return expression;
    }

    private static void checkEachTurn(Expression loop) {
        if (loop instanceof ForEach forEach) forEach.setAction(new TimeCheck(forEach.getAction()));
        else if (loop instanceof Assignation assignation) assignation.setAction(new TimeCheck(assignation.getAction()));
    }

    @Override
    public Clause injectClause(Clause clause, StaticContext context) {
        return null;
    }
}
