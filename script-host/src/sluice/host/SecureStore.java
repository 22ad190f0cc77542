package sluice.host;

import com.sap.it.api.securestore.SecureStoreService;
import com.sap.it.api.securestore.UserCredential;
import com.sap.it.api.securestore.exception.SecureStoreException;
import java.util.Map;

/** Asks Node for credentials each time, so that a script sees a changed credential at once. */
record SecureStore(Questions questions) implements SecureStoreService {
    @Override
    public UserCredential getUserCredential(String alias) throws SecureStoreException {
        try {
            ValueReader answer = questions.ask(alias);
            return new Credential(answer.readString(), answer.readString().toCharArray());
        } catch (RefusedException refused) {
            throw new SecureStoreException(refused.getMessage());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new SecureStoreException("The script was stopped while it waited for the credential " + alias, interrupted);
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
