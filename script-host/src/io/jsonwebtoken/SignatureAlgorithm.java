package io.jsonwebtoken;

/** Signature algorithms of a JSON Web Token (RFC 7518 §3.1) with the name that Java knows them by. */
public enum SignatureAlgorithm {
    HS256("HmacSHA256"),
    HS384("HmacSHA384"),
    HS512("HmacSHA512"),
    RS256("SHA256withRSA"),
    RS384("SHA384withRSA"),
    RS512("SHA512withRSA");

    private final String jcaName;

    SignatureAlgorithm(String jcaName) {
        this.jcaName = jcaName;
    }

    public String getValue() {
        return name();
    }

    public String getJcaName() {
        return jcaName;
    }
}
