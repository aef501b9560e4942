package io.aigateway.auth;

import com.fasterxml.jackson.databind.JsonNode;
import io.aigateway.wire.Json;
import java.io.IOException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A token taken apart, nothing of it believed yet. Source: RFC 7515 and RFC 7519, compact serialisation.
 *
 * @param text           the token
 * @param algorithm      {@code alg} of the header
 * @param keyId          {@code kid} of the header; null when it names no key
 * @param signatureBytes length of the signature
 * @param claims         the payload, a JSON object
 */
record Jwt(String text, String algorithm, @Nullable String keyId, int signatureBytes, JsonNode claims) {
    /** A real token has 1 to 3 KiB; what is longer is not worth the work of parsing it. */
    static final int MAX_CHARACTERS = 16 * 1024;

    /**
     * Takes a token apart; null when it is not one, or one with extensions ({@code crit}) that we do not know, or one that says a
     * thing twice (RFC 7519, section 4).
     */
    static @Nullable Jwt parse(String text) {
        // A limit of 4 keeps empty parts, so that "a.b.c." is not taken for a token of three.
        String[] parts = text.split("\\.", 4);
        if (parts.length != 3) {
            return null;
        }
        try {
            JsonNode header = object(parts[0]);
            JsonNode claims = object(parts[1]);
            byte[] signature = Base64.getUrlDecoder().decode(parts[2]);
            boolean canonical = Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(signature)
                    .equals(parts[2]);
            if (!canonical || !isUsable(header)) {
                return null;
            }
            String keyId = header.has("kid") ? header.get("kid").textValue() : null;
            return new Jwt(text, header.path("alg").asText(), keyId, signature.length, claims);
        } catch (IOException | IllegalArgumentException e) {
            return null;
        }
    }

    private static boolean isUsable(JsonNode header) {
        boolean namesKey = !header.has("kid") || header.get("kid").isTextual();
        return namesKey && header.path("alg").isTextual() && !header.has("crit");
    }

    private static JsonNode object(String part) throws IOException {
        JsonNode node = Json.readUnambiguous(Base64.getUrlDecoder().decode(part));
        if (!node.isObject()) {
            throw new IllegalArgumentException("no JSON object");
        }
        return node;
    }

    /** {@code iss}; empty when the token has none. */
    String issuer() {
        return claims.path("iss").asText();
    }

    boolean isRs256() {
        return algorithm.equals("RS256");
    }

    /** Only that there is one: a token is a credential. */
    @Override
    public String toString() {
        return "Jwt[" + algorithm + "]";
    }
}
