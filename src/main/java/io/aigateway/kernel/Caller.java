package io.aigateway.kernel;

import java.util.Set;

/**
 * Who asks, and what the token lets them do.
 *
 * @param issuer         {@code iss} of the token; empty when authentication is bypassed
 * @param instanceId     the GitLab instance ({@code X-Gitlab-Instance-Id}); may be empty
 * @param userId         opaque global user id ({@code X-Gitlab-Global-User-Id}); may be empty
 * @param realm          {@code saas}, {@code self-managed} or empty
 * @param unitPrimitives capabilities granted by the token's {@code scopes}
 * @param featureFlags   flags that the caller announced and the gateway allows, in the order given
 * @param client         what the caller's software says about itself
 */
public record Caller(
        String issuer,
        String instanceId,
        String userId,
        String realm,
        Grant unitPrimitives,
        Set<String> featureFlags,
        Client client) {

    /** A caller of whom nothing is known and to whom nothing is granted. */
    public static final Caller NOBODY =
            new Caller("", "", "", "", new Grant(false, Set.of()), Set.of(), Client.UNKNOWN);

    /**
     * The unit primitives a caller may use.
     *
     * @param everything true when authentication is bypassed
     * @param names      the granted names; unmodifiable
     */
    public record Grant(boolean everything, Set<String> names) {
        public boolean covers(String unitPrimitive) {
            return everything || names.contains(unitPrimitive);
        }
    }

    /**
     * What the caller's software says about itself; nothing of it is trusted.
     *
     * @param gitlabVersion         {@code X-Gitlab-Version}, e.g. {@code 19.3.0-pre}; may be empty
     * @param languageServerVersion {@code X-Gitlab-Language-Server-Version}; may be empty
     * @param clientType            {@code X-Gitlab-Client-Type}, e.g. {@code ide}; may be empty
     * @param teamMember            {@code X-Gitlab-Is-Team-Member}; may be empty
     */
    public record Client(String gitlabVersion, String languageServerVersion, String clientType, String teamMember) {
        public static final Client UNKNOWN = new Client("", "", "", "");
    }

    public boolean may(String unitPrimitive) {
        return unitPrimitives.covers(unitPrimitive);
    }
}
