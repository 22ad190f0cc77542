package com.sap.xi.mapping.camel.valmap;

/** Scripts import it beside `ValueMappingApi`. */
public interface VMStore {}
