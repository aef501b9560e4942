package io.aigateway.auth;

import org.jspecify.annotations.Nullable;

/**
 * The header values that a caller presents, as they were sent; null for a header that was not. Source: contract section 7.1.
 *
 * @param authorization      {@code Authorization}
 * @param authenticationType {@code X-Gitlab-Authentication-Type}
 * @param realm              {@code X-Gitlab-Realm}
 * @param instanceId         {@code X-Gitlab-Instance-Id}
 * @param globalUserId       {@code X-Gitlab-Global-User-Id}
 * @param bypassAuth         {@code Bypass-Auth}
 */
public record Credentials(
        @Nullable String authorization,
        @Nullable String authenticationType,
        @Nullable String realm,
        @Nullable String instanceId,
        @Nullable String globalUserId,
        @Nullable String bypassAuth) {

    /** What a request without any of these headers presents. */
    public static final Credentials NONE = new Credentials(null, null, null, null, null, null);

    /** Where the caller says it comes from; the token is a secret, and the user somebody's own business. */
    @Override
    public String toString() {
        return "Credentials[realm: " + realm + ", instanceId: " + instanceId + "]";
    }
}
