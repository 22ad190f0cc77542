package io.jsonwebtoken;

/** Scripts import it and make their tokens themselves. */
public final class Jwts {
    private Jwts() {}
}
