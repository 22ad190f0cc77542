package com.sap.xi.mapping.camel.valmap;

import com.sap.it.api.mapping.ValueMappingApi;
import com.sap.it.spi.ITApiHandler;

/** Scripts import it beside `ValueMappingApi`. */
public interface ValueMappingApiHandler extends ITApiHandler, ValueMappingApi {}
