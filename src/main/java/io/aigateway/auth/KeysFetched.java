package io.aigateway.auth;

import org.jspecify.annotations.Nullable;

/**
 * What a node fetched from an OIDC provider, told to the other nodes so that they need not fetch it.
 *
 * @param provider        URL of the provider, as in the settings
 * @param issuer          the {@code iss} that it declares; null when it declares none
 * @param jwks            the JSON Web Key set that it publishes; only public keys, and not trusted before it is read
 * @param fetchedAtMillis when, in epoch milliseconds
 */
public record KeysFetched(String provider, @Nullable String issuer, String jwks, long fetchedAtMillis) {
    /** Without the URL, which may hold a password. */
    @Override
    public String toString() {
        return "KeysFetched[at: " + fetchedAtMillis + ", characters: " + jwks.length() + "]";
    }
}
