package sluice.host;

import com.sap.it.api.exception.InvalidContextException;
import com.sap.it.api.mapping.ValueMappingApi;

/** The value mappings that are deployed. */
record ValueMappings(Questions questions) implements ValueMappingApi {
    @Override
    public String getMappedValue(
            String sourceAgency, String sourceIdentifier, String sourceValue, String targetAgency, String targetIdentifier)
            throws InvalidContextException {
        try {
            return questions.askForText("mappedValue", sourceAgency, sourceIdentifier, sourceValue, targetAgency, targetIdentifier);
        } catch (RefusedException refused) {
            throw new InvalidContextException(refused.getMessage());
        }
    }
}
