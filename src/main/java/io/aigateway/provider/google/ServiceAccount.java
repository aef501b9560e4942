package io.aigateway.provider.google;

import com.fasterxml.jackson.databind.JsonNode;
import io.aigateway.wire.Json;
import io.vertx.core.Future;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** Exchanges a statement signed with a service account's key for a token. Source: RFC 7523, Google's OAuth reference. */
final class ServiceAccount implements TokenSource {
    private static final String SCOPE = "https://www.googleapis.com/auth/cloud-platform";

    /** The audience is this one also when the key file names another server. */
    private static final String AUDIENCE = "https://oauth2.googleapis.com/token";

    private static final String GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer";
    private static final long LIFETIME_SECONDS = 3600;
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final TokenServer server;
    private final URI uri;
    private final String email;
    private final String keyId;
    private final String project;
    private final PrivateKey key;

    /**
     * Reads a key file.
     *
     * @throws IllegalArgumentException when something in it is missing or cannot be used; the text does not repeat it
     */
    ServiceAccount(TokenServer server, JsonNode file) {
        this.server = server;
        this.uri = KeyFile.tokenUri(file);
        this.email = KeyFile.required(file, "client_email");
        this.keyId = file.path("private_key_id").asText("");
        this.project = file.path("project_id").asText("");
        this.key = privateKey(KeyFile.required(file, "private_key"));
    }

    @Override
    public Future<AccessToken> fetch() {
        return Future.succeededFuture(server.clock().instant())
                .map(this::assertion)
                .compose(assertion -> Form.post(server, uri, Map.of("grant_type", GRANT, "assertion", assertion)));
    }

    @Override
    public String kind() {
        return "service account";
    }

    @Override
    public String project() {
        return project;
    }

    private String assertion(Instant now) {
        var header = new LinkedHashMap<String, Object>();
        header.put("alg", "RS256");
        header.put("typ", "JWT");
        header.put("kid", keyId);
        var claims = new LinkedHashMap<String, Object>();
        claims.put("iss", email);
        claims.put("scope", SCOPE);
        claims.put("aud", AUDIENCE);
        claims.put("iat", now.getEpochSecond());
        claims.put("exp", now.getEpochSecond() + LIFETIME_SECONDS);
        String signed = BASE64.encodeToString(Json.write(header)) + "." + BASE64.encodeToString(Json.write(claims));
        return signed + "." + BASE64.encodeToString(sign(signed));
    }

    private byte[] sign(String text) {
        try {
            var signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update(text.getBytes(StandardCharsets.US_ASCII));
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new TokenException("a key that cannot sign");
        }
    }

    private static PrivateKey privateKey(String pem) {
        String base64 = pem.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
        try {
            byte[] encoded = Base64.getDecoder().decode(base64);
            return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw KeyFile.unusable("private_key is no RSA key in PKCS#8");
        }
    }
}
