package io.aigateway.provider.vertexai;

import static io.aigateway.provider.Questions.target;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aigateway.kernel.FailureException;
import io.aigateway.kernel.Secret;
import io.aigateway.model.api.EmbedAsked;
import io.aigateway.model.api.Target;
import io.aigateway.provider.UpstreamCall;
import io.aigateway.provider.google.Credentials;
import io.aigateway.provider.google.ManualClock;
import io.aigateway.settings.ProviderSettings;
import io.aigateway.testkit.FakeUpstream;
import io.aigateway.testkit.OnLoop;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VertexAiEmbedTest {
    private final Vertx vertx = Vertx.vertx();
    private final OnLoop loop = OnLoop.of(vertx);
    private VertexAiProvider provider;

    @BeforeEach
    void open() {
        FakeUpstream metadata = OnLoop.await(FakeUpstream.start(vertx)).willAlwaysAnswer(Credentials.token("token"));
        var settings =
                new ProviderSettings.Vertex("acme", "", "", new Secret(""), Path.of(""), Credentials.host(metadata));
        provider = new VertexAiProvider(settings, Credentials.fromMetadata(vertx, metadata, new ManualClock()));
    }

    @AfterEach
    void close() {
        OnLoop.await(vertx.close());
    }

    private UpstreamCall call(Target target, int dimensions, String... texts) {
        return loop.await(() -> provider.callToEmbed(new EmbedAsked(target, List.of(texts), dimensions, 1000)));
    }

    @Test
    void asksForManyVectorsAtOnce() {
        UpstreamCall call = call(target("text-embedding-005"), 256, "first text", "second");

        assertThat(call.uri())
                .hasToString("https://us-central1-aiplatform.googleapis.com/v1/projects/acme/locations/us-central1/"
                        + "publishers/google/models/text-embedding-005:predict");
        assertThat(call.headers()).containsEntry("authorization", "Bearer token");
        assertThat(call.body())
                .hasToString("{\"instances\":[{\"content\":\"first text\"},{\"content\":\"second\"}],"
                        + "\"parameters\":{\"outputDimensionality\":256}}");
    }

    @Test
    void asksLaterGeminiModelsForOneAtATime() {
        Target gemini = target("gemini-embedding-2", "", "", "", "global");

        assertThat(call(gemini, 0, "x").uri().toString())
                .startsWith("https://aiplatform.googleapis.com/")
                .endsWith("/models/gemini-embedding-2:embedContent");
        assertThat(call(gemini, 3, "x").body())
                .hasToString("{\"content\":{\"parts\":[{\"text\":\"x\"}]},"
                        + "\"embedContentConfig\":{\"outputDimensionality\":3}}");
        assertThat(call(target("gemini-embedding-001"), 0, "x").uri().toString())
                .endsWith("001:predict");
        assertThatThrownBy(() -> call(gemini, 0, "x", "y")).isInstanceOf(FailureException.class);
    }
}
