package com.sap.it.api.nrc;

import com.sap.it.api.ITApi;
import com.sap.it.api.nrc.exception.NumberRangeConfigException;

/** Counters that messages draw numbers from. */
public interface NumberRangeConfigurationService extends ITApi {
    /** Draws the next number of the range, filled with zeros to its field length. The context is not used. */
    String getNextValuefromNumberRange(String name, Object context) throws NumberRangeConfigException;
}
