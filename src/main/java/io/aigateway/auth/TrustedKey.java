package io.aigateway.auth;

import io.vertx.core.Vertx;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.PubSecKeyOptions;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.nio.charset.StandardCharsets;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * An RSA public key whose RS256 signatures are believed.
 *
 * <p>Each key has a {@link JWTAuth} of its own rather than one for a whole set, because of what vertx-auth-jwt does with a set:
 * of two keys with the same {@code kid} it silently keeps one; a token without {@code kid} is given up at the first key of a
 * smaller size than the one that signed it, so that the right key is never tried; and a set in which no key is usable puts it
 * into a mode that accepts unsigned tokens. The key goes in as PEM because a bad JWK is only logged, while a bad PEM throws.
 */
final class TrustedKey {
    /** Shorter keys can be broken. */
    static final int MIN_BITS = 2048;

    /** Nobody uses longer ones, and checking a signature takes time with the square of the length. */
    static final int MAX_BITS = 8192;

    private final @Nullable String id;
    private final int signatureBytes;
    private final JWTAuth auth;

    /**
     * A key that signs what its identifier, or no identifier, announces.
     *
     * @param id the {@code kid} that tokens name; null when the key fits any
     */
    TrustedKey(Vertx vertx, @Nullable String id, RSAPublicKey key) {
        this.id = id;
        this.signatureBytes = (key.getModulus().bitLength() + 7) / 8;
        this.auth = JWTAuth.create(
                vertx,
                new JWTAuthOptions()
                        // Claims are checked by ClaimRules, with our clock and our leeway.
                        .setJWTOptions(new JWTOptions().setIgnoreExpiration(true))
                        .addPubSecKey(
                                new PubSecKeyOptions().setAlgorithm("RS256").setBuffer(pem(key))));
    }

    private static String pem(RSAPublicKey key) {
        var lines = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
        return "-----BEGIN PUBLIC KEY-----\n" + lines.encodeToString(key.getEncoded()) + "\n-----END PUBLIC KEY-----\n";
    }

    /** Whether this is the key that the token names; one that names none can have been signed by any key. */
    boolean fits(Jwt token) {
        return id == null || token.keyId() == null || id.equals(token.keyId());
    }

    boolean hasId() {
        return id != null;
    }

    /** Whether this key signed the token. */
    boolean signed(Jwt token) {
        // vertx-auth-jwt pads a short signature with zeros and throws on a long one.
        if (!token.isRs256() || token.signatureBytes() != signatureBytes) {
            return false;
        }
        try {
            // The future is complete when it is returned; were it not, the token would be refused.
            return auth.authenticate(new TokenCredentials(token.text())).succeeded();
        } catch (RuntimeException e) {
            // Also thrown instead of put into the future, by claims that are not of the type that it expects.
            return false;
        }
    }
}
