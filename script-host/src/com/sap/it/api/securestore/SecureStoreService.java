package com.sap.it.api.securestore;

import com.sap.it.api.ITApi;
import com.sap.it.api.securestore.exception.SecureStoreException;

/** Deployed user credentials and secure parameters. */
public interface SecureStoreService extends ITApi {
    /** The credential with this alias; the password of a secure parameter is its value. */
    UserCredential getUserCredential(String alias) throws SecureStoreException;
}
