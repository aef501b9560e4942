package io.aigateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.aigateway.app.RawClient;
import io.aigateway.app.TestGateway;
import io.aigateway.bus.BusOptions;
import io.aigateway.testkit.OnLoop;
import io.aigateway.testkit.Received;
import io.aigateway.testkit.Reply;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same requests with every message of the bus by reference, and forced through its wire codec as between two nodes. */
class ForcedWireE2eTest {
    private static final int KERNEL_BUFFERS = 32 * 1024 * 1024;

    private static final String STREAM = Wire.json(Map.of(
            "prompt_components",
            List.of(Map.of(
                    "type",
                    "code_editor_generation",
                    "payload",
                    Map.of(
                            "file_name", "a.py",
                            "content_above_cursor", "# x\n",
                            "content_below_cursor", "",
                            "model_provider", "anthropic",
                            "stream", true)))));

    private static TestGateway gateway(boolean wire) {
        return TestGateway.start(BusOptions.defaults().withForceWire(wire));
    }

    private static Received asked(TestGateway gateway) {
        return gateway.upstream().onlyRequest();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void answersAndStreams(boolean wire) {
        try (TestGateway gateway = gateway(wire)) {
            gateway.upstream().willAnswer(Wire.messageStream("<new_code>gr\u00fc\u00dfe\n", "b\n"));

            String answer = gateway.rails("generate_code")
                    .post("/v3/code/completions", STREAM)
                    .text();

            assertThat(answer).isEqualTo("gr\u00fc\u00dfe\nb\n");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void bringsAFailureBackWhole(boolean wire) {
        try (TestGateway gateway = gateway(wire)) {
            gateway.upstream().willAlwaysAnswer(Reply.json(429, "{}").header("retry-after", "7"));

            TestGateway.Answer answer = gateway.rails("generate_code").post("/v4/code/suggestions", STREAM);

            assertThat(answer.status()).isEqualTo(429);
            assertThat(answer.header("Retry-After")).isEqualTo("7");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void freesTheProvidersConnectionWhenTheClientLeaves(boolean wire) {
        try (TestGateway gateway = gateway(wire)) {
            Reply stalled = Reply.sse(Wire.messageStart() + Wire.messageDelta("first\n"));
            gateway.upstream().willAnswer(stalled.stalledAfter(stalled.body().length));
            RawClient client = gateway.rails("generate_code").open("/v4/code/suggestions", STREAM);
            client.readUntil("first");
            assertThat(gateway.upstream().openConnections()).isEqualTo(1);

            client.leave();

            OnLoop.until("the call was stopped", () -> asked(gateway).isAbandoned());
            OnLoop.until("the connection was freed", () -> gateway.upstream().openConnections() == 0);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void readsNoMoreFromTheProviderThanASlowClientTakes(boolean wire) {
        try (TestGateway gateway = gateway(wire)) {
            String delta = Wire.messageDelta("x".repeat(1000) + "\n");
            gateway.upstream().willAnswer(Reply.sse(delta.repeat(20)).endless());
            RawClient client = gateway.rails("generate_code").open("/v4/code/suggestions", STREAM);
            client.readUntil("content_chunk");

            long stopped = settled(gateway);

            assertThat(stopped).isLessThan(KERNEL_BUFFERS);

            // how much must be read before the sockets in between have room again is the kernels' choice
            for (long read = 0; read < KERNEL_BUFFERS && asked(gateway).bytesWritten() <= stopped; read += 1000) {
                client.readUntil("content_chunk");
            }
            OnLoop.until("the provider goes on", () -> asked(gateway).bytesWritten() > stopped);
            client.leave();
            OnLoop.until("the call was stopped", () -> asked(gateway).isAbandoned());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void bringsVectorsBackToTheLastDigit(boolean wire) {
        try (TestGateway gateway = gateway(wire)) {
            gateway.upstream().willAnswerAt(Wire.METADATA_TOKEN, Wire.googleToken(TestGateway.GOOGLE_TOKEN));
            gateway.upstream()
                    .willAnswerAt(
                            Wire.VERTEX_EMBEDDING,
                            Wire.vertexVectors(new double[] {-0.06424246728420258, 1e-9}, new double[] {0, -1}));
            String body = Wire.json(Map.of(
                    "model_metadata",
                    Map.of("provider", "gitlab", "identifier", "text_embedding_005_vertex"),
                    "contents",
                    List.of("gr\u00fc\u00dfe", "b")));

            TestGateway.Answer answer =
                    gateway.rails("generate_embeddings_codebase").post("/v1/embeddings/code_embeddings", body);

            assertThat(answer.json().get("predictions").toString())
                    .isEqualTo("[{\"embedding\":[-0.06424246728420258,1.0E-9],\"index\":0},"
                            + "{\"embedding\":[0.0,-1.0],\"index\":1}]");
            assertThat(gateway.upstream().received())
                    .anyMatch(received -> received.text().contains("gr\u00fc\u00dfe"));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void bringsPassagesBackWithWhatIsKnownOfThem(boolean wire) {
        try (TestGateway gateway = gateway(wire)) {
            gateway.upstream().willAnswerAt(Wire.METADATA_TOKEN, Wire.googleToken(TestGateway.GOOGLE_TOKEN));
            gateway.upstream().willAnswerAt(Wire.vertexSearch("18-2"), Wire.found(Map.of("d", "gr\u00fc\u00dfe")));

            TestGateway.Answer answer = gateway.rails("documentation_search")
                    .post("/v1/search/gitlab-docs", SearchE2eTest.body("protect a branch", "18.2.0"));

            assertThat(answer.json().get("response").toString())
                    .isEqualTo("{\"results\":[{\"id\":\"d\",\"content\":\"gr\u00fc\u00dfe\",\"metadata\":{"
                            + "\"source_url\":\"https://docs.example.org/d\",\"title\":\"Protected branches\","
                            + "\"md5sum\":\"9d5ed678fe57bcca610140957afab571\",\"level\":2.0}}]}");
        }
    }

    /** How much the provider has written once it writes no more. */
    private static long settled(TestGateway gateway) {
        long[] last = {-1, 0};
        OnLoop.until("the provider was stopped", () -> {
            long now = asked(gateway).bytesWritten();
            last[1] = now == last[0] ? last[1] + 1 : 0;
            last[0] = now;
            return last[1] > 100;
        });
        return last[0];
    }
}
