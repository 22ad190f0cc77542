package com.sap.it.api.securestore;

import java.util.Map;

public interface UserCredential {
    String getUsername();

    char[] getPassword();

    Map<String, String> getCredentialProperties();
}
