package io.aigateway.auth;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes the claims of a user token of the caller's own. Source: contract section 1.6, table "token". */
final class UserClaims {
    private static final String PROJECT = "gitlab_project_id";
    private static final String NAMESPACE = "gitlab_namespace_id";
    private static final String ROOT_NAMESPACE = "gitlab_root_namespace_id";
    private static final Pattern WHOLE_NUMBER = Pattern.compile("[0-9]{1,18}");

    private UserClaims() {}

    /**
     * The claims.
     *
     * @param now seconds since 1970-01-01T00:00:00Z
     * @param exp the same, for the end of the token
     */
    static Map<String, @Nullable Object> of(
            Identity caller, TokenWish wish, List<String> scopes, String serviceName, long now, long exp) {
        // What the caller's token says besides comes first, so that it replaces nothing of what follows.
        var claims = new LinkedHashMap<String, @Nullable Object>(caller.extraClaims());
        claims.keySet().removeAll(List.of(PROJECT, NAMESPACE, ROOT_NAMESPACE));
        claims.put("iss", serviceName);
        claims.put("aud", serviceName);
        claims.put("sub", wish.globalUserId());
        claims.put("exp", exp);
        claims.put("nbf", now);
        claims.put("iat", now);
        claims.put("jti", UUID.randomUUID().toString());
        claims.put("gitlab_realm", caller.realm());
        claims.put("gitlab_instance_id", caller.instanceId());
        claims.put("scopes", scopes);
        putClaimsOfRealm(claims, caller, wish);
        return claims;
    }

    /** The headers are believed for GitLab.com only: a user of any other instance could choose their values. */
    private static void putClaimsOfRealm(Map<String, @Nullable Object> claims, Identity caller, TokenWish wish) {
        if (caller.realm().equals("saas")) {
            claims.put(PROJECT, wholeNumber(wish.projectId()));
            claims.put(NAMESPACE, wholeNumber(wish.namespaceId()));
            Long claimed = aboveZero(caller.claim(ROOT_NAMESPACE).orElse(null));
            claims.put(ROOT_NAMESPACE, claimed == null ? aboveZero(wish.rootNamespaceId()) : claimed);
        } else if (caller.realm().equals("self-managed")) {
            claims.put("gitlab_instance_uid", caller.instanceUid());
        }
    }

    private static @Nullable String wholeNumber(@Nullable String text) {
        return text != null && WHOLE_NUMBER.matcher(text).matches() ? text : null;
    }

    private static @Nullable Long aboveZero(@Nullable String text) {
        String digits = wholeNumber(text);
        return digits == null || Long.parseLong(digits) == 0 ? null : Long.valueOf(digits);
    }
}
