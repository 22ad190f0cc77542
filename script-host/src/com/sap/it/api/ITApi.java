package com.sap.it.api;

/** Marks a service that a script can look up. */
public interface ITApi {}
