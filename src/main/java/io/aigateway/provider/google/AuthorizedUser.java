package io.aigateway.provider.google;

import com.fasterxml.jackson.databind.JsonNode;
import io.aigateway.kernel.Secret;
import io.vertx.core.Future;
import java.net.URI;
import java.util.Map;

/** Exchanges the refresh token of a user, as {@code gcloud} leaves it on a developer's machine, for a token. */
final class AuthorizedUser implements TokenSource {
    private final TokenServer server;
    private final URI uri;
    private final String clientId;
    private final Secret clientSecret;
    private final Secret refreshToken;
    private final String quotaProject;

    /**
     * Reads a credentials file.
     *
     * @throws IllegalArgumentException when something in it is missing; the text does not repeat it
     */
    AuthorizedUser(TokenServer server, JsonNode file) {
        this.server = server;
        this.uri = KeyFile.tokenUri(file);
        this.clientId = KeyFile.required(file, "client_id");
        this.clientSecret = new Secret(KeyFile.required(file, "client_secret"));
        this.refreshToken = new Secret(KeyFile.required(file, "refresh_token"));
        this.quotaProject = file.path("quota_project_id").asText("");
    }

    @Override
    public Future<AccessToken> fetch() {
        return Form.post(
                server,
                uri,
                Map.of(
                        "grant_type",
                        "refresh_token",
                        "refresh_token",
                        refreshToken.reveal(),
                        "client_id",
                        clientId,
                        "client_secret",
                        clientSecret.reveal()));
    }

    @Override
    public String kind() {
        return "authorized user";
    }

    @Override
    public String quotaProject() {
        return quotaProject;
    }
}
