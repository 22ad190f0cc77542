package sluice.host;

import com.sap.it.api.securestore.SecureStoreService;
import com.sap.it.api.securestore.UserCredential;
import com.sap.it.api.securestore.exception.SecureStoreException;
import java.util.List;
import java.util.Map;

/** Asks Node for credentials each time, so that a script sees a changed credential at once. */
record SecureStore(Questions questions) implements SecureStoreService {
    @Override
    public UserCredential getUserCredential(String alias) throws SecureStoreException {
        try {
            List<?> answer = questions.askForList("credential", alias);
            return new Credential((String) answer.get(0), ((String) answer.get(1)).toCharArray());
        } catch (RefusedException refused) {
            throw new SecureStoreException(refused.getMessage());
        }
    }

    /** A class of its own so that no credential shows in a text by accident. */
    private static final class Credential implements UserCredential {
        private final String username;
        private final char[] password;

        Credential(String username, char[] password) {
            this.username = username;
            this.password = password;
        }

        @Override
        public String getUsername() {
            return username;
        }

        @Override
        public char[] getPassword() {
            return password.clone();
        }

        @Override
        public Map<String, String> getCredentialProperties() {
            return Map.of();
        }
    }
}
