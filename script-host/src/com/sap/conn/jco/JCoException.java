package com.sap.conn.jco;

public class JCoException extends Exception {
    public JCoException(String message) {
        super(message);
    }
}
