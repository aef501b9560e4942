package io.aigateway.testkit;

import io.aigateway.wire.Json;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** A token in the making. It begins as one that is accepted; every call changes one thing about it. */
public final class FakeToken {
    /** {@code sub} of a token unless {@link #instance} says otherwise: what {@code X-Gitlab-Instance-Id} has to be. */
    public static final String INSTANCE = "6b3e7a52-54a7-4a3e-9f0d-6d2c2b7b1c44";

    private final Map<String, Object> header = new LinkedHashMap<>();
    private final Map<String, Object> claims = new LinkedHashMap<>();
    private final Clock clock;
    private KeyPair key;

    FakeToken(String issuer, String keyId, KeyPair key, Clock clock) {
        this.key = key;
        this.clock = clock;
        header.put("typ", "JWT");
        header.put("alg", "RS256");
        header.put("kid", keyId);
        long now = now();
        claims.put("iss", issuer);
        claims.put("sub", INSTANCE);
        claims.put("aud", List.of("gitlab-ai-gateway"));
        claims.put("iat", now);
        claims.put("nbf", now - 5);
        claims.put("exp", now + 3600);
        claims.put("jti", UUID.randomUUID().toString());
        claims.put("gitlab_realm", "self-managed");
        claims.put("scopes", List.of());
    }

    public FakeToken scopes(String... names) {
        return claim("scopes", List.of(names));
    }

    public FakeToken realm(String realm) {
        return claim("gitlab_realm", realm);
    }

    /** The instance that the token belongs to, as its subject. */
    public FakeToken instance(String id) {
        return claim("sub", id);
    }

    public FakeToken audience(String... names) {
        return claim("aud", List.of(names));
    }

    public FakeToken issuer(String issuer) {
        return claim("iss", issuer);
    }

    /** When it ends, counted from now; below zero for the past. */
    public FakeToken expiresIn(Duration time) {
        return claim("exp", now() + time.toSeconds());
    }

    /** When it begins, counted from now; below zero for the past. */
    public FakeToken validIn(Duration time) {
        return claim("nbf", now() + time.toSeconds());
    }

    /** Any claim; null is written as null. */
    public FakeToken claim(String name, Object value) {
        claims.put(name, value);
        return this;
    }

    public FakeToken without(String claim) {
        claims.remove(claim);
        return this;
    }

    public FakeToken header(String name, Object value) {
        header.put(name, value);
        return this;
    }

    public FakeToken keyId(String id) {
        return header("kid", id);
    }

    public FakeToken withoutKeyId() {
        header.remove("kid");
        return this;
    }

    /** Another key than the issuer's. */
    public FakeToken signedWith(KeyPair other) {
        key = other;
        return this;
    }

    /** The token, signed with RS256. */
    public String sign() {
        return sign(this::rs256);
    }

    /** The token and the headers that go with it, for a request that is let in; a claim that is no text has no header. */
    public Map<String, String> headers(String globalUserId) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("Authorization", "Bearer " + sign());
        headers.put("X-Gitlab-Authentication-Type", "oidc");
        headers.put("X-Gitlab-Global-User-Id", globalUserId);
        if (claims.get("gitlab_realm") instanceof String realm) {
            headers.put("X-Gitlab-Realm", realm);
        }
        if (claims.get("sub") instanceof String instance) {
            headers.put("X-Gitlab-Instance-Id", instance);
        }
        return headers;
    }

    /** The token, signed by other means: the function makes the signature of the bytes to be signed. */
    public String sign(UnaryOperator<byte[]> signer) {
        String input = base64(Json.write(header)) + "." + base64(Json.write(claims));
        return input + "." + base64(signer.apply(input.getBytes(StandardCharsets.US_ASCII)));
    }

    /** The token, its header and claims rewritten as JSON texts before they are signed: for what no map can say. */
    public String signRewritten(UnaryOperator<String> headerText, UnaryOperator<String> claimsText) {
        String input = base64(headerText.apply(Json.writeText(header)).getBytes(StandardCharsets.UTF_8)) + "."
                + base64(claimsText.apply(Json.writeText(claims)).getBytes(StandardCharsets.UTF_8));
        return input + "." + base64(rs256(input.getBytes(StandardCharsets.US_ASCII)));
    }

    private byte[] rs256(byte[] input) {
        try {
            var signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key.getPrivate());
            signature.update(input);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
