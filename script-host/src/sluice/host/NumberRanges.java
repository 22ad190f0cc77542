package sluice.host;

import com.sap.it.api.nrc.NumberRangeConfigurationService;
import com.sap.it.api.nrc.exception.NumberRangeConfigException;

/** Draws numbers from the ranges of the tenant. */
record NumberRanges(Questions questions) implements NumberRangeConfigurationService {
    @Override
    public String getNextValuefromNumberRange(String name, Object context) throws NumberRangeConfigException {
        try {
            return questions.askForText("nextNumber", name);
        } catch (RefusedException refused) {
            throw new NumberRangeConfigException(refused.getMessage());
        }
    }
}
