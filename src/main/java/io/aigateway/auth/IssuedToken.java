package io.aigateway.auth;

/**
 * A token that the gateway issued.
 *
 * @param token     the JWT
 * @param expiresAt claim {@code exp} of the token, in seconds since 1970-01-01T00:00:00Z
 */
public record IssuedToken(String token, long expiresAt) {
    /** Without the token, which is a credential. */
    @Override
    public String toString() {
        return "IssuedToken[expiresAt: " + expiresAt + "]";
    }
}
