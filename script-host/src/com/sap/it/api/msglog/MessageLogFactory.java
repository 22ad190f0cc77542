package com.sap.it.api.msglog;

/** Bound to every script as `messageLogFactory`. */
public interface MessageLogFactory {
    MessageLog getMessageLog(Object context);
}
