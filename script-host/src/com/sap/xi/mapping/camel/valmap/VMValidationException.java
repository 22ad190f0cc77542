package com.sap.xi.mapping.camel.valmap;

public class VMValidationException extends Exception {
    public VMValidationException(String message) {
        super(message);
    }
}
