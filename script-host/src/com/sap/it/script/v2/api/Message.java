package com.sap.it.script.v2.api;

/** What scripts of flow step version 2 import; the methods are those of version 1. */
public interface Message extends com.sap.gateway.ip.core.customdev.util.Message {}
