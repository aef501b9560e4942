package io.aigateway.auth;

import io.aigateway.kernel.Failure;
import io.aigateway.kernel.Failure.Kind;
import io.aigateway.kernel.FailureException;
import org.jspecify.annotations.Nullable;

/** What the headers must say: before the token is looked at, and compared with it. Source: contract sections 7.1 and 7.2. */
final class HeaderRules {
    private static final String SCHEME = "bearer";

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
        String token = afterBearer(authorization.strip());
        if (token == null) {
            throw refused("Invalid authorization header");
        }
        if (!"oidc".equals(credentials.authenticationType())) {
            throw refused("Invalid authentication token type - only OIDC is supported");
        }
        return token;
    }

    /** The second of two words of which the first is the name of the scheme; null when it is anything else. */
    private static @Nullable String afterBearer(String header) {
        int length = SCHEME.length();
        if (!header.regionMatches(true, 0, SCHEME, 0, length)) {
            return null;
        }
        int start = length;
        while (start < header.length() && isBlank(header.charAt(start))) {
            start++;
        }
        int end = start;
        while (end < header.length() && !isBlank(header.charAt(end))) {
            end++;
        }
        boolean twoWords = start > length && end > start && end == header.length();
        return twoWords ? header.substring(start) : null;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
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
