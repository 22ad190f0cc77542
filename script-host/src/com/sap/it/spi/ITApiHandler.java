package com.sap.it.spi;

import com.sap.it.api.ITApi;

/** Scripts import it beside the service that they look up. */
public interface ITApiHandler extends ITApi {}
