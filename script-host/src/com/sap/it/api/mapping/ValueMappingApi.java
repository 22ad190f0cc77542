package com.sap.it.api.mapping;

import com.sap.it.api.ITApi;
import com.sap.it.api.exception.InvalidContextException;

public interface ValueMappingApi extends ITApi {
    String getMappedValue(String sourceAgency, String sourceIdentifier, String sourceValue, String targetAgency, String targetIdentifier)
        throws InvalidContextException;
}
