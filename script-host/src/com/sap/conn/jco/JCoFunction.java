package com.sap.conn.jco;

public interface JCoFunction {
    JCoParameterList getImportParameterList();

    void execute(JCoDestination destination) throws JCoException;

    String toXML();
}
