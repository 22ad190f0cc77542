package com.sap.conn.jco;

public interface JCoParameterList {
    void setValue(String name, Object value);
}
