package com.sap.it.api.securestore.exception;

public class SecureStoreException extends Exception {
    public SecureStoreException(String message) {
        super(message);
    }

    public SecureStoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
