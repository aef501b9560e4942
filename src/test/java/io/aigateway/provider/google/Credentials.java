package io.aigateway.provider.google;

import io.aigateway.kernel.Secret;
import io.aigateway.settings.ProviderSettings;
import io.aigateway.testkit.FakeUpstream;
import io.aigateway.testkit.Reply;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/** Google credentials as tests need them. */
public final class Credentials {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private Credentials() {}

    /** From a metadata server, by the given clock. */
    public static GoogleCredentials fromMetadata(Vertx vertx, FakeUpstream metadata, Clock clock) {
        return GoogleCredentials.of(vertx, settings("", "", host(metadata)), clock, PATIENCE);
    }

    /** From a key file given as text. */
    static GoogleCredentials fromText(Vertx vertx, String key, Clock clock) {
        return GoogleCredentials.of(vertx, settings(key, "", "nowhere.invalid"), clock, PATIENCE);
    }

    static GoogleCredentials impatient(Vertx vertx, FakeUpstream metadata) {
        return GoogleCredentials.of(vertx, settings("", "", host(metadata)), Clock.systemUTC(), Duration.ofMillis(150));
    }

    static ProviderSettings.Vertex settings(String key, String file, String metadataHost) {
        return new ProviderSettings.Vertex("", "", "", new Secret(key), Path.of(file), metadataHost);
    }

    public static String host(FakeUpstream upstream) {
        return "127.0.0.1:" + upstream.port();
    }

    /** What a metadata server, or a token server, says. */
    public static Reply token(String token) {
        return Reply.json(
                        200, "{\"access_token\": \"" + token + "\", \"expires_in\": 3599, \"token_type\": \"Bearer\"}")
                .header("Metadata-Flavor", "Google");
    }
}
