package com.sap.conn.jco;

/** Where scripts look up an RFC destination. */
public final class JCoDestinationManager {
    private JCoDestinationManager() {}

    /** No RFC library is shipped: always throws, naming the destination. */
    public static JCoDestination getDestination(String name) throws JCoException {
        throw new JCoException("The RFC destination " + name + " cannot be reached: this server speaks no RFC");
    }
}
