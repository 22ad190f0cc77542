package sluice.host;

/** Node answered a question with a reason instead of a value. */
final class RefusedException extends Exception {
    RefusedException(String reason) {
        super(reason);
    }
}
