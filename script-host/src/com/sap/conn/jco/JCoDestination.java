package com.sap.conn.jco;

public interface JCoDestination {
    JCoRepository getRepository() throws JCoException;
}
