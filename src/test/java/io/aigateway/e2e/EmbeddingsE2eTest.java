package io.aigateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aigateway.app.RawClient;
import io.aigateway.app.TestGateway;
import io.aigateway.app.TestGateway.Answer;
import io.aigateway.testkit.OnLoop;
import io.aigateway.testkit.Received;
import io.aigateway.testkit.Reply;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code POST /v1/embeddings/code_embeddings} and its two other paths. Contract section 5.1; client vectors TV-28 and TV-29. */
class EmbeddingsE2eTest {
    private static final String INDEX = "/v1/embeddings/code_embeddings/index";
    private static final String UNIT_PRIMITIVE = "generate_embeddings_codebase";
    private static final Map<String, Object> GITLAB =
            Map.of("provider", "gitlab", "identifier", "text_embedding_005_vertex");

    private TestGateway gateway;

    @BeforeEach
    void start() {
        gateway = TestGateway.start("AIGW_CUSTOM_MODELS__ENABLED", "true");
        gateway.upstream().willAnswerAt(Wire.METADATA_TOKEN, Wire.googleToken(TestGateway.GOOGLE_TOKEN));
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private static Map<String, Object> body(Object metadata, List<String> contents) {
        var body = new LinkedHashMap<String, Object>();
        body.put("model_metadata", metadata);
        body.put("contents", contents);
        return body;
    }

    private Map<String, Object> selfHosted(String identifier) {
        return Map.of(
                "provider",
                "litellm",
                "name",
                "embedding",
                "identifier",
                identifier,
                "endpoint",
                gateway.upstream().url() + "/v1",
                "api_key",
                "k-local-123");
    }

    private Answer post(Map<String, Object> body) {
        return gateway.rails(UNIT_PRIMITIVE).post(INDEX, Wire.json(body));
    }

    private List<Received> asked() {
        return gateway.upstream().received().stream()
                .filter(received -> !received.path().contains("computeMetadata"))
                .toList();
    }

    /** TV-28, on all three paths. */
    @ParameterizedTest
    @ValueSource(strings = {"", "/index", "/search"})
    void embedsCodeOnVertexAi(String path) {
        gateway.upstream()
                .willAlwaysAnswer(Wire.vertexVectors(new double[] {0.011, -0.02}, new double[] {0.004, 0.09}));
        var body = body(GITLAB, List.of("def a; end", "def b; end"));
        body.put("litellm_drop_params", false);
        body.put("dimensions", 768);

        Answer answer = gateway.rails(UNIT_PRIMITIVE).post("/v1/embeddings/code_embeddings" + path, Wire.json(body));

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(answer.text())
                .isEqualTo("{\"model\":{\"engine\":\"litellm_embedding\",\"name\":\"text-embedding-005\","
                        + "\"identifier\":\"text_embedding_005_vertex\"},\"predictions\":["
                        + "{\"embedding\":[0.011,-0.02],\"index\":0},{\"embedding\":[0.004,0.09],\"index\":1}]}");
        assertThat(asked()).hasSize(1);
        assertThat(asked().get(0).path()).endsWith("/locations/us-central1" + Wire.VERTEX_EMBEDDING);
        assertThat(asked().get(0).header("Authorization")).isEqualTo("Bearer " + TestGateway.GOOGLE_TOKEN);
        assertThat(asked().get(0).text())
                .isEqualTo("{\"instances\":[{\"content\":\"def a; end\"},{\"content\":\"def b; end\"}],"
                        + "\"parameters\":{\"outputDimensionality\":768}}");
    }

    /** TV-29. */
    @Test
    void embedsCodeOnASelfHostedServer() {
        gateway.upstream().willAlwaysAnswer(Wire.openAiVectors(new double[] {0.25, -0.5, 1.0}));

        Answer answer = post(body(selfHosted("custom_openai/nomic-embed-code"), List.of("class B: pass")));

        assertThat(answer.text())
                .isEqualTo("{\"model\":{\"engine\":\"litellm_embedding\",\"name\":\"nomic-embed-code\","
                        + "\"identifier\":\"custom_openai/nomic-embed-code\"},\"predictions\":["
                        + "{\"embedding\":[0.25,-0.5,1.0],\"index\":0}]}");
        assertThat(asked().get(0).path()).isEqualTo("/v1/embeddings");
        assertThat(asked().get(0).header("Authorization")).isEqualTo("Bearer k-local-123");
        assertThat(asked().get(0).text()).isEqualTo("{\"model\":\"nomic-embed-code\",\"input\":[\"class B: pass\"]}");
    }

    @Test
    void embedsCodeAtOpenAi() {
        gateway.upstream().willAlwaysAnswer(Wire.openAiVectors(new double[] {0.25}));
        var metadata = new LinkedHashMap<>(selfHosted("openai/text-embedding-3-small"));
        metadata.put("endpoint", gateway.upstream().url() + "/openai/v1");
        metadata.remove("api_key");
        var body = body(metadata, List.of("x"));
        body.put("dimensions", "1");

        assertThat(post(body).status()).isEqualTo(200);
        assertThat(asked().get(0).path()).isEqualTo("/openai/v1/embeddings");
        assertThat(asked().get(0).header("Authorization")).isEqualTo("Bearer " + TestGateway.OPENAI_KEY);
        assertThat(asked().get(0).json().get("dimensions").intValue()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "null"})
    void leavesTheSizeToTheModel(String dimensions) {
        gateway.upstream().willAlwaysAnswer(Wire.vertexVectors(new double[] {1}));

        Answer answer = gateway.rails(UNIT_PRIMITIVE)
                .post(
                        INDEX,
                        "{\"model_metadata\": " + Wire.json(GITLAB) + ", \"contents\": [\"x\"], \"dimensions\": "
                                + dimensions + ", \"litellm_drop_params\": null}");

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(asked().get(0).text()).isEqualTo("{\"instances\":[{\"content\":\"x\"}]}");
    }

    @Test
    void asksNobodyForNothing() {
        Answer answer = post(body(GITLAB, List.of()));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().get("predictions")).isEmpty();
        assertThat(asked()).isEmpty();
    }

    /** What a provider takes at once is less than a request may hold; the order of the texts stays. */
    @Test
    void asksInBatchesAndKeepsTheOrder() {
        gateway.upstream().willAnswerBy(EmbeddingsE2eTest::numbersOfTexts);
        List<String> contents =
                IntStream.range(0, 1100).mapToObj(String::valueOf).toList();

        Answer answer = post(body(GITLAB, contents));

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        JsonNode predictions = answer.json().get("predictions");
        assertThat(predictions).hasSize(1100);
        for (int i = 0; i < 1100; i++) {
            assertThat(predictions.get(i).get("index").intValue()).isEqualTo(i);
            assertThat(predictions.get(i).get("embedding").get(0).intValue()).isEqualTo(i);
        }
        assertThat(asked().stream()
                        .map(received -> received.json().get("instances").size()))
                .containsExactlyInAnyOrder(250, 250, 250, 250, 100);
    }

    @Test
    void keepsBatchesWithinTheTokensThatAProviderTakes() {
        gateway.upstream().willAnswerBy(EmbeddingsE2eTest::numbersOfTexts);
        String tenThousandTokens = "1 " + " word".repeat(9_998);

        Answer answer = post(body(GITLAB, List.of(tenThousandTokens, tenThousandTokens, "3")));

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(asked().stream()
                        .map(received -> received.json().get("instances").size()))
                .containsExactlyInAnyOrder(1, 2);
    }

    private static Reply numbersOfTexts(Received asked) {
        var vectors = new ArrayList<double[]>();
        asked.json().get("instances").forEach(instance -> {
            String number = instance.get("content").textValue().split(" ", 2)[0];
            vectors.add(new double[] {Double.parseDouble(number), 0.5});
        });
        return Wire.vertexVectors(vectors.toArray(double[][]::new));
    }

    /** Larger than what an event loop reads and writes itself. */
    @Test
    void givesLargeVectors() {
        double[] large = IntStream.range(0, 3072).mapToDouble(i -> i / 1024.0).toArray();
        gateway.upstream().willAlwaysAnswer(Wire.openAiVectors(large, large, large, large));

        Answer answer = post(body(selfHosted("x"), List.of("a", "b", "c", "d")));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().get("predictions").get(3).get("embedding")).hasSize(3072);
        assertThat(answer.json()
                        .get("predictions")
                        .get(3)
                        .get("embedding")
                        .get(3071)
                        .doubleValue())
                .isEqualTo(3071 / 1024.0);
    }

    @Test
    void failsWhenOneBatchFailsAndStopsTheOthers() {
        gateway.upstream()
                .willAnswerBy(asked -> asked.text().contains("\"content\":\"300\"")
                        ? Reply.json(429, "{\"error\": {\"code\": 429, \"status\": \"RESOURCE_EXHAUSTED\"}}")
                                .header("retry-after", "7")
                        : Reply.never());
        List<String> contents =
                IntStream.range(0, 1500).mapToObj(String::valueOf).toList();

        Answer answer = post(body(GITLAB, contents));

        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.text())
                .isEqualTo("{\"detail\":\"litellm.RateLimitError: The model provider asks for a pause\"}");
        assertThat(answer.header("Retry-After")).isEmpty();
        OnLoop.until(
                "the others were stopped",
                () -> asked().stream().allMatch(received -> received.isAnswered() || received.isAbandoned()));
        assertThat(asked()).hasSizeLessThanOrEqualTo(4);
    }

    /** Rails looks for these words, in lower case, and then asks for half as many texts. */
    @Test
    void keepsTheWordingByWhichRailsHalvesABatch() {
        gateway.upstream()
                .willAlwaysAnswer(Reply.json(
                        400,
                        "{\"error\": {\"code\": 400, \"message\": \"Unable to submit request because the input token count"
                                + " is 20481 but the model supports up to 20000. planted upstream text\","
                                + " \"status\": \"INVALID_ARGUMENT\"}}"));

        Answer answer = post(body(GITLAB, List.of("def a; end")));

        assertThat(answer.status()).isEqualTo(400);
        String detail = answer.json().get("detail").textValue();
        assertThat(detail)
                .isEqualTo("litellm.BadRequestError: The prompt is too long for the model: the input token count"
                        + " is 20481 but the model supports up to 20000");
        assertThat(detail.toLowerCase(java.util.Locale.ROOT))
                .containsPattern("the input token count is \\d+ but the model supports up to \\d+");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "400; 400; litellm.BadRequestError: The model provider refused the request",
                "413; 400; litellm.BadRequestError: The model provider refused the request",
                "422; 400; litellm.BadRequestError: The model provider refused the request",
                "401; 401; litellm.AuthenticationError: The model provider refused the key",
                "429; 429; litellm.RateLimitError: The model provider asks for a pause",
                "403; 503; Inference failed",
                "404; 503; Inference failed",
                "500; 503; Inference failed",
                "503; 503; Inference failed"
            })
    void tellsWhatTheProviderSays(int status, int expected, String detail) {
        gateway.upstream()
                .willAlwaysAnswer(Reply.json(status, "{\"error\": {\"message\": \"planted upstream text\"}}"));

        for (Object metadata : List.of(GITLAB, selfHosted("custom_openai/x"))) {
            Answer answer = post(body(metadata, List.of("x")));

            assertThat(answer.status()).isEqualTo(expected);
            assertThat(answer.text()).isEqualTo("{\"detail\":\"" + detail + "\"}");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "not json",
                "{}",
                "[1]",
                "<html>",
                "{\"data\": 7}",
                "{\"data\": []}",
                "{\"data\": [{\"embedding\": [], \"index\": 0}]}",
                "{\"data\": [{\"embedding\": [\"0.1\"], \"index\": 0}]}",
                "{\"data\": [{\"embedding\": [0.1], \"index\": 0}, {\"embedding\": [0.1], \"index\": 1}]}",
                "{\"data\": [{\"embedding\": [0.1, ",
                "{\"error\": {\"message\": \"planted\", \"code\": 500}}"
            })
    void answers503ToNonsense(String nonsense) {
        gateway.upstream().willAlwaysAnswer(Reply.json(200, nonsense));

        Answer answer = post(body(selfHosted("custom_openai/x"), List.of("x")));

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.text()).isEqualTo("{\"detail\":\"Inference failed\"}");
    }

    @Test
    void answers503WhenTheConnectionBreaks() {
        Reply whole = Wire.vertexVectors(new double[] {0.1, 0.2});
        for (Reply broken : List.of(Reply.hangUp(), whole.cutAfter(20))) {
            gateway.upstream().willAnswerAt(Wire.VERTEX_EMBEDDING, broken);

            assertThat(post(body(GITLAB, List.of("x"))).status()).isEqualTo(503);
        }
        assertThat(asked()).hasSize(2);
    }

    @Test
    void stopsTheCallsWhenTheClientLeaves() {
        gateway.upstream().willAlwaysAnswer(Reply.never());
        List<String> contents = IntStream.range(0, 40).mapToObj(String::valueOf).toList();
        RawClient client =
                gateway.rails(UNIT_PRIMITIVE).open(INDEX, Wire.json(body(selfHosted("custom_openai/x"), contents)));
        OnLoop.until("both batches were asked", () -> asked().size() == 2);

        client.leave();

        OnLoop.until("the calls were stopped", () -> asked().stream().allMatch(Received::isAbandoned));
        OnLoop.until("the connections were freed", () -> gateway.upstream().openConnections() == 0);
    }

    @Test
    void answers503AtTheDeadline() {
        try (TestGateway hasty = TestGateway.start("AIGW_HTTP__REQUEST_TIMEOUT", "0.3")) {
            hasty.upstream().willAnswerAt(Wire.METADATA_TOKEN, Wire.googleToken(TestGateway.GOOGLE_TOKEN));
            hasty.upstream().willAlwaysAnswer(Reply.never());

            Answer answer = hasty.rails(UNIT_PRIMITIVE).post(INDEX, Wire.json(body(GITLAB, List.of("x"))));

            assertThat(answer.status()).isEqualTo(503);
        }
    }

    /** What a server does not know is left out where the caller can do without. */
    @Test
    void dropsTheSizeWhereTheServerRefusesItAndTheCallerCanDoWithout() {
        gateway.upstream()
                .willAnswerBy(asked -> asked.json().has("dimensions")
                        ? Reply.json(400, "{\"error\": {\"message\": \"unknown parameter\"}}")
                        : Wire.openAiVectors(new double[] {0.5}));
        var body = body(selfHosted("custom_openai/x"), List.of("x"));
        body.put("dimensions", 64);

        assertThat(post(body).status()).isEqualTo(400);

        body.put("litellm_drop_params", true);
        Answer answer = post(body);

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(asked()).hasSize(3);
    }

    /** The texts of contract section 5.1, to the letter and in their order. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                "{'provider':'openai','identifier':'x'}; Allowed providers are: gitlab|litellm.",
                "{'provider':'','identifier':''}; Allowed providers are: gitlab|litellm.",
                "{'provider':'litellm','identifier':'x'}; Model `name` must be set when using `litellm` provider.",
                "{'provider':'litellm','identifier':'x','name':null,'endpoint':null};"
                        + " Model `name` must be set when using `litellm` provider.",
                "{'provider':'litellm','identifier':'x','name':'mistral'};"
                        + " Model `name` must be 'embedding' when using `litellm` provider.",
                "{'provider':'litellm','identifier':'x','name':'embedding'};"
                        + " Model `endpoint` must be set when using `litellm` provider.",
                "{'provider':'litellm','identifier':'x','name':'embedding','endpoint':''};"
                        + " Model `endpoint` must be set when using `litellm` provider.",
                "{'provider':'litellm','identifier':'x','name':'embedding','endpoint':'nowhere'};"
                        + " Error creating the model_metadata: The endpoint of the self-hosted model is not an http or https"
                        + " URL",
                "{'provider':'gitlab','identifier':'no_such'};"
                        + " Error creating the model_metadata: Invalid model identifier: no_such",
                "{'provider':'gitlab','identifier':'claude_sonnet_4_6'};"
                        + " Error creating the model_metadata: Invalid model identifier: claude_sonnet_4_6",
                "{'provider':'gitlab','identifier':''};"
                        + " Error creating the model_metadata: Invalid model identifier: "
            })
    void saysWhatIsWrongWithTheModel(String metadata, String detail) {
        Answer answer = gateway.rails(UNIT_PRIMITIVE)
                .post(INDEX, "{\"model_metadata\": " + metadata.replace('\'', '"') + ", \"contents\": [\"x\"]}");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().get("detail").textValue().strip()).isEqualTo(detail);
        assertThat(asked()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"endpoint, api_base", "api_key, api_key"})
    void refusesEndpointsOfCallersUnlessPermitted(String member, String named) {
        try (TestGateway strict = TestGateway.start()) {
            var metadata = new LinkedHashMap<String, Object>(GITLAB);
            metadata.put(member, "http://127.0.0.1:1/v1");

            for (Object model : List.of(metadata, selfHosted("custom_openai/x"))) {
                boolean hosted = model == metadata;
                Answer answer = strict.rails(UNIT_PRIMITIVE).post(INDEX, Wire.json(body(model, List.of("x"))));

                assertThat(answer.status()).isEqualTo(422);
                assertThat(answer.text())
                        .isEqualTo("{\"detail\":\"specifying custom models endpoint is disabled: "
                                + (hosted ? named : "api_base") + " is not allowed\"}");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "nonsense",
                "{\"contents\": [\"x\"]}",
                "{\"model_metadata\": null, \"contents\": [\"x\"]}",
                "{\"model_metadata\": {\"provider\": \"gitlab\"}, \"contents\": [\"x\"]}",
                "{\"model_metadata\": {\"identifier\": \"text_embedding_005_vertex\"}, \"contents\": [\"x\"]}",
                "{\"model_metadata\": {\"provider\": \"gitlab\", \"identifier\": \"text_embedding_005_vertex\"}}",
                "{\"model_metadata\": {\"provider\": \"gitlab\", \"identifier\": \"text_embedding_005_vertex\"}, \"contents\": \"x\"}",
                "{\"model_metadata\": {\"provider\": \"gitlab\", \"identifier\": \"text_embedding_005_vertex\"}, \"contents\": [1]}",
                "{\"model_metadata\": {\"provider\": \"gitlab\", \"identifier\": \"text_embedding_005_vertex\"}, \"contents\": [null]}",
                "{\"model_metadata\": {\"provider\": \"gitlab\", \"identifier\": \"text_embedding_005_vertex\"}, \"contents\": [],"
                        + " \"dimensions\": 1.5}"
            })
    void refusesAMalformedBody(String body) {
        assertThat(gateway.rails(UNIT_PRIMITIVE).post(INDEX, body).status()).isEqualTo(422);
    }

    @Test
    void namesTheTextThatIsNone() {
        Answer answer = gateway.rails(UNIT_PRIMITIVE)
                .post(INDEX, "{\"model_metadata\": " + Wire.json(GITLAB) + ", \"contents\": [\"x\", 7]}");

        assertThat(answer.json().get("detail").get(0).get("loc").toString()).isEqualTo("[\"body\",\"contents\",1]");
        assertThat(answer.json().get("detail").get(0).get("type").textValue()).isEqualTo("string_type");
    }

    @Test
    void refusesMoreTextsThanFitTheMemory() {
        Answer answer = post(body(GITLAB, java.util.Collections.nCopies(2049, "x")));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().get("detail").get(0).get("type").textValue()).isEqualTo("too_long");
    }

    @Test
    void asksForItsUnitPrimitive() {
        Answer answer = gateway.rails("complete_code").post(INDEX, Wire.json(body(GITLAB, List.of("x"))));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.text()).isEqualTo("{\"detail\":\"Unauthorized to access 'embeddings_code'\"}");
        assertThat(gateway.anonymous().post(INDEX, "{}").status()).isEqualTo(401);
        assertThat(asked()).isEmpty();
    }
}
