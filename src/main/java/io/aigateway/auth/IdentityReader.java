package io.aigateway.auth;

import com.fasterxml.jackson.databind.JsonNode;
import io.aigateway.kernel.Caller;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes an identity of the claims of a token. */
final class IdentityReader {
    private static final Set<String> NOT_EXTRA = Set.of(
            "iss",
            "sub",
            "aud",
            "exp",
            "nbf",
            "iat",
            "jti",
            "scopes",
            "gitlab_realm",
            "gitlab_instance_id",
            "gitlab_instance_uid");

    private IdentityReader() {}

    static Identity read(JsonNode claims, String serviceName) {
        String issuer = text(claims, "iss");
        return new Identity(
                issuer,
                text(claims, "sub"),
                text(claims, "gitlab_realm"),
                text(claims, "gitlab_instance_id"),
                text(claims, "gitlab_instance_uid"),
                new Caller.Grant(false, scopes(claims.path("scopes"))),
                issuer.equals(serviceName),
                false,
                extra(claims));
    }

    /**
     * A claim as text; empty when it is absent or null. One that is no text keeps its JSON form: taking it for absent would skip
     * the comparison with its header.
     */
    private static String text(JsonNode claims, String name) {
        JsonNode claim = claims.path(name);
        if (claim.isMissingNode() || claim.isNull()) {
            return "";
        }
        return claim.isTextual() ? claim.textValue() : claim.toString();
    }

    private static Set<String> scopes(JsonNode claim) {
        var names = new LinkedHashSet<String>();
        for (JsonNode name : claim) {
            if (claim.isArray() && name.isTextual()) {
                names.add(name.textValue());
            }
        }
        return Collections.unmodifiableSet(names);
    }

    private static Map<String, @Nullable Object> extra(JsonNode claims) {
        var extra = new LinkedHashMap<String, @Nullable Object>();
        claims.properties().forEach(claim -> {
            if (!NOT_EXTRA.contains(claim.getKey())) {
                extra.put(claim.getKey(), plain(claim.getValue()));
            }
        });
        return extra;
    }

    /** A JSON value as plain Java, unmodifiable to the bottom. */
    private static @Nullable Object plain(JsonNode node) {
        if (node.isObject()) {
            var map = new LinkedHashMap<String, @Nullable Object>();
            node.properties().forEach(member -> map.put(member.getKey(), plain(member.getValue())));
            return Collections.unmodifiableMap(map);
        }
        if (node.isArray()) {
            List<@Nullable Object> list = new ArrayList<>();
            node.forEach(element -> list.add(plain(element)));
            return Collections.unmodifiableList(list);
        }
        if (node.isNumber()) {
            return node.numberValue();
        }
        if (node.isBoolean()) {
            return node.booleanValue();
        }
        return node.isNull() ? null : node.asText();
    }
}
