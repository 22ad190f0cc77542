package com.sap.it.api.keystore;

import com.sap.it.api.ITApi;
import com.sap.it.api.keystore.exception.KeystoreException;
import java.security.Key;
import java.security.KeyPair;
import java.security.cert.Certificate;

public interface KeystoreService extends ITApi {
    KeyPair getKeyPair(String alias) throws KeystoreException;

    Key getKey(String alias) throws KeystoreException;

    Certificate getCertificate(String alias) throws KeystoreException;
}
