package sluice.host;

/** A script that does not compile; the message names file, line and reason. */
final class CompileException extends Exception {
    CompileException(String message) {
        super(message);
    }
}
