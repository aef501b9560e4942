package io.aigateway.auth;

import org.jspecify.annotations.Nullable;

/**
 * What an OIDC provider has published about itself.
 *
 * @param issuer the {@code iss} of its tokens; null when its discovery document does not say
 * @param keys   the keys that sign its tokens
 * @param jwks   the document that they were read from
 */
record Published(@Nullable String issuer, KeySet keys, String jwks) {
    /** What is known of a provider that was not reached yet. */
    static final Published NOTHING = new Published(null, KeySet.NONE, "");
}
