package com.sap.it.api.exception;

public class InvalidContextException extends Exception {
    public InvalidContextException(String message) {
        super(message);
    }
}
