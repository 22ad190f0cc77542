package com.sap.it.api.nrc.exception;

public class NumberRangeConfigException extends Exception {
    public NumberRangeConfigException(String message) {
        super(message);
    }
}
