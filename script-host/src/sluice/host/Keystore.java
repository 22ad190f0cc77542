package sluice.host;

import com.sap.it.api.keystore.KeystoreService;
import com.sap.it.api.keystore.exception.KeystoreException;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;

/** The keystore of the tenant. */
record Keystore(Questions questions) implements KeystoreService {
    @Override
    public Certificate getCertificate(String alias) throws KeystoreException {
        try {
            byte[] encoded = (byte[]) questions.ask("certificate", alias);
            return CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(encoded));
        } catch (RefusedException | GeneralSecurityException problem) {
            throw new KeystoreException(problem.getMessage());
        }
    }

    @Override
    public KeyPair getKeyPair(String alias) throws KeystoreException {
        PublicKey publicKey = getCertificate(alias).getPublicKey();
        try {
            byte[] encoded = (byte[]) questions.ask("privateKey", alias);
            PrivateKey privateKey = KeyFactory.getInstance(publicKey.getAlgorithm()).generatePrivate(new PKCS8EncodedKeySpec(encoded));
            return new KeyPair(publicKey, privateKey);
        } catch (RefusedException | GeneralSecurityException problem) {
            throw new KeystoreException(problem.getMessage());
        }
    }

    @Override
    public Key getKey(String alias) throws KeystoreException {
        return getKeyPair(alias).getPrivate();
    }
}
