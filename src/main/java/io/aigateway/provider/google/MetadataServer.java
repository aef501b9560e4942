package io.aigateway.provider.google;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.RequestOptions;

/** Asks the metadata server of a Google machine for the token of the service account that is attached to it. */
final class MetadataServer implements TokenSource {
    private static final String FLAVOR = "Metadata-Flavor";
    private static final String PATH = "/computeMetadata/v1/instance/service-accounts/default/token"
            + "?scopes=https%3A%2F%2Fwww.googleapis.com%2Fauth%2Fcloud-platform";

    private final TokenServer server;
    private final String host;

    /** Asks {@code host}, a name or a name and a port. */
    MetadataServer(TokenServer server, String host) {
        this.server = server;
        this.host = host;
    }

    @Override
    public Future<AccessToken> fetch() {
        var options =
                new RequestOptions().setAbsoluteURI("http://" + host + PATH).putHeader(FLAVOR, "Google");
        // The header in the answer proves that no other server of that name, e.g. in a captive network, has answered.
        return server.ask(options, Buffer.buffer(), headers -> "Google".equals(headers.get(FLAVOR)));
    }

    @Override
    public String kind() {
        return "metadata server";
    }
}
