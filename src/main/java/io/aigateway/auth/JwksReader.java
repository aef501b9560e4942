package io.aigateway.auth;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Vertx;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Reads a JSON Web Key set. Source: RFC 7517. Only what can verify RS256 is taken: RSA keys for signatures, of a sane size.
 * Everything else is skipped, because an issuer may publish keys for other purposes in the same set.
 */
final class JwksReader {
    /** A GitLab instance publishes about four. */
    static final int MAX_KEYS = 100;

    private final Vertx vertx;

    JwksReader(Vertx vertx) {
        this.vertx = vertx;
    }

    /**
     * The usable keys, in the order given; at most {@value #MAX_KEYS}.
     *
     * @throws IllegalArgumentException when the document is no key set at all
     */
    KeySet read(JsonNode document) {
        JsonNode published = document.path("keys");
        if (!published.isArray()) {
            throw new IllegalArgumentException("not a JSON Web Key set");
        }
        var keys = new ArrayList<TrustedKey>();
        for (JsonNode jwk : published) {
            RSAPublicKey key = keys.size() < MAX_KEYS ? rsaKey(jwk) : null;
            if (key != null) {
                keys.add(new TrustedKey(vertx, jwk.path("kid").textValue(), key));
            }
        }
        return new KeySet(keys);
    }

    private static @Nullable RSAPublicKey rsaKey(JsonNode jwk) {
        boolean signsRs256 = jwk.path("kty").asText().equals("RSA")
                && isOrAbsent(jwk, "use", "sig")
                && isOrAbsent(jwk, "alg", "RS256")
                && jwk.path("n").isTextual()
                && jwk.path("e").isTextual();
        if (!signsRs256) {
            return null;
        }
        try {
            BigInteger modulus = number(jwk.get("n"));
            BigInteger exponent = number(jwk.get("e"));
            return isSane(modulus, exponent) ? rsaKey(modulus, exponent) : null;
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return null;
        }
    }

    private static RSAPublicKey rsaKey(BigInteger modulus, BigInteger exponent) throws GeneralSecurityException {
        return (RSAPublicKey) KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, exponent));
    }

    /** With an exponent of 1 anybody could sign; with a long one every check would take long. */
    private static boolean isSane(BigInteger modulus, BigInteger exponent) {
        return modulus.bitLength() >= TrustedKey.MIN_BITS
                && modulus.bitLength() <= TrustedKey.MAX_BITS
                && exponent.compareTo(BigInteger.TWO) > 0
                && exponent.bitLength() <= 64
                && exponent.testBit(0);
    }

    private static BigInteger number(JsonNode text) {
        return new BigInteger(1, Base64.getUrlDecoder().decode(text.textValue()));
    }

    private static boolean isOrAbsent(JsonNode jwk, String member, String value) {
        return !jwk.has(member) || jwk.get(member).asText().equals(value);
    }
}
