package io.aigateway.auth;

import io.aigateway.kernel.Failure;
import io.aigateway.kernel.Failure.Kind;
import io.aigateway.kernel.FailureException;
import org.jspecify.annotations.Nullable;

/** What the headers must say: before the token is looked at, and compared with it. Source: contract sections 7.1 and 7.2. */
final class HeaderRules {
    private HeaderRules() {}

    /**
     * The token that the headers carry.
     *
     * @throws FailureException {@link Kind#UNAUTHENTICATED} when they carry none, or one of another type
     */
    static String bearerToken(Credentials credentials) {
        String authorization = credentials.authorization();
        if (authorization == null) {
            throw refused("No authorization header presented");
        }
        String[] parts = authorization.strip().split("\\s+", 3);
        if (parts.length != 2 || !parts[0].equalsIgnoreCase("bearer")) {
            throw refused("Invalid authorization header");
        }
        if (!"oidc".equals(credentials.authenticationType())) {
            throw refused("Invalid authentication token type - only OIDC is supported");
        }
        return parts[1];
    }

    /**
     * Compares what the token says with what the headers say. A claim that is empty is not compared; a header that is missing
     * differs from a claim that is not empty.
     *
     * @return the identity
     * @throws FailureException {@link Kind#UNAUTHENTICATED} when they differ
     */
    static Identity match(Identity identity, Credentials credentials) {
        requireSame(identity.realm(), credentials.realm(), "X-Gitlab-Realm");
        requireSame(identity.instanceId(), credentials.instanceId(), "X-Gitlab-Instance-Id");
        if (identity.issuedByGateway()) {
            requireSame(identity.subject(), credentials.globalUserId(), "X-Gitlab-Global-User-Id");
        } else {
            requireSame(identity.subject(), credentials.instanceId(), "X-Gitlab-Instance-Id");
        }
        return identity;
    }

    private static void requireSame(String claim, @Nullable String header, String name) {
        if (!claim.isEmpty() && !claim.equals(header)) {
            throw refused("Header mismatch '" + name + "'");
        }
    }

    private static FailureException refused(String detail) {
        return Failure.of(Kind.UNAUTHENTICATED, detail).asException();
    }
}
