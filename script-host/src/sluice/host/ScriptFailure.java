package sluice.host;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.UndeclaredThrowableException;
import org.codehaus.groovy.runtime.InvokerInvocationException;
import org.mozilla.javascript.RhinoException;
import org.mozilla.javascript.WrappedException;

/** What went wrong in a script, in the words of the product: class and message of the exception, then line and file. */
record ScriptFailure(String className, String message, String stackTrace) {
    static ScriptFailure of(Throwable thrown, String scriptName) {
        if (thrown instanceof DescribedException failure) return failure.described();
        Throwable cause = unwrap(thrown);
        int line = lineOf(thrown, cause, scriptName);
        String place = line < 0 ? "" : "@ line " + line + " in " + scriptName;
        return new ScriptFailure(cause.getClass().getName(), "javax.script.ScriptException: " + textOf(cause) + place, traceOf(cause));
    }

    void write(ValueWriter writer) {
        writer.writeString(className);
        writer.writeString(message);
        writer.writeString(stackTrace);
    }

    private static Throwable unwrap(Throwable thrown) {
        Throwable cause = thrown;
        while (isWrapper(cause) && cause.getCause() != null) cause = cause.getCause();
        return cause;
    }

    private static boolean isWrapper(Throwable thrown) {
        return thrown instanceof InvocationTargetException
            || thrown instanceof UndeclaredThrowableException
            || thrown instanceof InvokerInvocationException
            || thrown instanceof WrappedException;
    }

    private static String textOf(Throwable cause) {
        return cause instanceof RhinoException problem ? problem.details() : cause.toString();
    }

    private static int lineOf(Throwable thrown, Throwable cause, String scriptName) {
        if (cause instanceof RhinoException problem) return problem.lineNumber();
        if (thrown instanceof RhinoException problem) return problem.lineNumber();
        for (StackTraceElement frame : cause.getStackTrace()) if (isIn(scriptName, frame)) return frame.getLineNumber();
        return -1;
    }

    private static boolean isIn(String scriptName, StackTraceElement frame) {
        String file = frame.getFileName();
        return file != null && frame.getLineNumber() > 0 && file.replace(GroovyCompiler.OWN_NAME_SUFFIX, "").equals(scriptName);
    }

    static String traceOf(Throwable cause) {
        StringWriter trace = new StringWriter();
        cause.printStackTrace(new PrintWriter(trace));
        return trace.toString();
    }
}
