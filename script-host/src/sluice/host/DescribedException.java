package sluice.host;

/** A failure in the words of the product: the class that it throws, and its text. */
final class DescribedException extends Exception {
    private final String className;

    DescribedException(String className, String text, Throwable cause) {
        super(className + ": " + text, cause);
        this.className = className;
    }

    ScriptFailure described() {
        return new ScriptFailure(className, getMessage(), ScriptFailure.traceOf(getCause()));
    }
}
