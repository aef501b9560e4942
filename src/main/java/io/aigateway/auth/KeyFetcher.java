package io.aigateway.auth;

import com.fasterxml.jackson.databind.JsonNode;
import io.aigateway.wire.Json;
import io.vertx.core.Future;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Reads what an OIDC provider publishes about itself. Source: OpenID Connect Discovery 1.0 and contract section 7.3. */
final class KeyFetcher {
    /** Relative to the root of the host, as in the original: a base URL with a path loses it. */
    private static final String DISCOVERY_PATH = "/.well-known/openid-configuration";

    private final JsonDocuments documents;
    private final JwksReader reader;

    KeyFetcher(JsonDocuments documents, JwksReader reader) {
        this.documents = documents;
        this.reader = reader;
    }

    /** Fetches the discovery document and then the keys that it points to. Fails with a reason that can be logged. */
    Future<Published> fetch(URI provider) {
        URI discovery = provider.resolve(DISCOVERY_PATH);
        return documents
                .get(discovery)
                .compose(document -> documents
                        .get(keysUri(discovery, document))
                        .map(jwks -> new Published(
                                document.path("issuer").textValue(), reader.read(jwks), jwks.toString())));
    }

    /**
     * Reads what another node has fetched.
     *
     * @throws IllegalArgumentException when it is no key set
     */
    Published read(KeysFetched fetched) {
        try {
            byte[] jwks = fetched.jwks().getBytes(StandardCharsets.UTF_8);
            return new Published(fetched.issuer(), reader.read(Json.read(jwks)), fetched.jwks());
        } catch (IOException e) {
            throw new IllegalArgumentException("not JSON");
        }
    }

    private static URI keysUri(URI discovery, JsonNode document) {
        URI keys = discovery.resolve(document.path("jwks_uri").asText());
        if (document.path("jwks_uri").asText().isEmpty() || keys.getHost() == null) {
            throw new IllegalArgumentException("the discovery document names no jwks_uri");
        }
        boolean secure = "https".equals(keys.getScheme());
        if (!secure && ("https".equals(discovery.getScheme()) || !"http".equals(keys.getScheme()))) {
            throw new IllegalArgumentException("the discovery document leads from https to " + keys.getScheme());
        }
        return keys;
    }
}
