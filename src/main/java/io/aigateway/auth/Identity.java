package io.aigateway.auth;

import io.aigateway.kernel.Caller;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a verified token says about its bearer; the token itself is not kept. Source: contract section 7.4.
 *
 * @param issuer          claim {@code iss}; empty when absent or when authentication is bypassed
 * @param subject         claim {@code sub}: an instance id, or a user id when the gateway issued the token; may be empty
 * @param realm           claim {@code gitlab_realm}; may be empty
 * @param instanceId      claim {@code gitlab_instance_id}; may be empty
 * @param instanceUid     claim {@code gitlab_instance_uid}; may be empty
 * @param scopes          claim {@code scopes}, or everything when authentication is bypassed
 * @param issuedByGateway whether the gateway itself issued the token
 * @param bypassed        whether nothing was checked
 * @param extraClaims     all claims that are neither above nor standard ones ({@code aud}, {@code exp}, {@code nbf},
 *                        {@code iat}, {@code jti}), in the token's order: texts, numbers, booleans, null, lists and maps
 *                        of these; unmodifiable to the bottom
 */
public record Identity(
        String issuer,
        String subject,
        String realm,
        String instanceId,
        String instanceUid,
        Caller.Grant scopes,
        boolean issuedByGateway,
        boolean bypassed,
        Map<String, @Nullable Object> extraClaims) {

    /** The caller of a request whose authentication is bypassed: may do everything, and no token says who it is. */
    public static final Identity DEBUG =
            new Identity("", "", "", "", "", new Caller.Grant(true, Set.of()), false, true, Map.of());

    public Identity {
        extraClaims = Collections.unmodifiableMap(new LinkedHashMap<>(extraClaims));
    }

    /**
     * One of the extra claims as text, for comparing it with a header.
     *
     * @return nothing when the claim is absent, null, or a list or map
     */
    public Optional<String> claim(String name) {
        Object value = extraClaims.get(name);
        return value == null || value instanceof List || value instanceof Map
                ? Optional.empty()
                : Optional.of(value.toString());
    }

    /** Whether the claim {@code skip_usage_cutoff} exempts the caller from usage quota: true, or a number other than 0. */
    public boolean skipsUsageCutoff() {
        Object value = extraClaims.get("skip_usage_cutoff");
        return value instanceof Number number ? number.doubleValue() != 0 : "true".equals(String.valueOf(value));
    }

    /** Where the token comes from. Who the caller is, and what else the token says, does not belong into a log. */
    @Override
    public String toString() {
        return "Identity[issuer: " + issuer + ", realm: " + realm + ", issuedByGateway: " + issuedByGateway
                + ", bypassed: " + bypassed + "]";
    }
}
