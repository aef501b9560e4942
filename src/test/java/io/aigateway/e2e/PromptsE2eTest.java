package io.aigateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aigateway.app.TestGateway;
import io.aigateway.app.TestGateway.Answer;
import io.aigateway.testkit.Received;
import io.aigateway.testkit.Reply;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code POST /v1/prompts/*} and {@code /v2/prompts/*}. Contract sections 3.1 to 3.6; client vectors TV-16 to TV-22 and TV-32. */
class PromptsE2eTest {
    private static final String COMMIT = "/v1/prompts/generate_commit_message";
    private static final String CLAUDE = "{\"provider\": \"gitlab\", \"identifier\": \"claude_sonnet_4_6\"}";

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

    private static String body(String more) {
        return "{\"inputs\": {\"diff\": \"@@ -1 +1 @@\\n-foo\\n+bar\"}, \"prompt_version\": \"^1.0.0\"" + more + "}";
    }

    private static String byClaude(String more) {
        return body(", \"model_metadata\": " + CLAUDE + more);
    }

    private String selfHosted(String identifier) {
        return ", \"model_metadata\": {\"provider\": \"openai\", \"name\": \"mistral\", \"endpoint\": \""
                + gateway.upstream().url() + "/v1\", \"api_key\": \"k-local-123\", \"identifier\": \"" + identifier
                + "\"}";
    }

    private Answer commit(String body) {
        return gateway.rails("generate_commit_message").post(COMMIT, body);
    }

    private Received asked() {
        List<Received> received = gateway.upstream().received();
        return received.get(received.size() - 1);
    }

    /** TV-16. */
    @Test
    void answersWithAJsonText() {
        gateway.upstream().willAlwaysAnswer(Wire.messages("Replace foo with bar"));

        Answer answer = commit("""
                {
                  "inputs": {"diff": "@@ -1 +1 @@\\n-foo\\n+bar"},
                  "prompt_version": "1.2.0",
                  "model_metadata": {"provider": "gitlab", "feature_setting": "generate_commit_message", "identifier": null}
                }""");

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(answer.text()).isEqualTo("\"Replace foo with bar\"");
        assertThat(asked().path()).endsWith(Wire.VERTEX_CLAUDE);
        assertThat(asked().text()).contains("-foo\\n+bar", "commit message");
    }

    @Test
    void tellsTheUsageInTheSecondVersion() {
        gateway.upstream().willAnswer(Wire.messages("Replace foo with bar"));

        Answer answer =
                gateway.rails("generate_commit_message").post("/v2/prompts/generate_commit_message", byClaude(""));

        assertThat(answer.text())
                .isEqualTo("{\"content\":\"Replace foo with bar\",\"usage\":{\"claude\":{\"input_tokens\":412,"
                        + "\"output_tokens\":9}}}");
    }

    @Test
    void leavesTheUsageOutWhenTheModelSaysNothing() {
        gateway.upstream()
                .willAnswer(
                        Reply.json(200, "{\"content\": [{\"type\": \"text\", \"text\": \"x\"}], \"model\": \"c\"}"));

        Answer answer =
                gateway.rails("generate_commit_message").post("/v2/prompts/generate_commit_message", byClaude(""));

        assertThat(answer.text()).isEqualTo("{\"content\":\"x\"}");
    }

    @Test
    void streamsBareText() {
        gateway.upstream().willAnswer(Wire.messageStream("Change x", " from 1", " to 2 \u00e9"));

        Answer answer = commit(byClaude(", \"stream\": true"));

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("text/event-stream; charset=utf-8");
        assertThat(answer.text()).isEqualTo("Change x from 1 to 2 \u00e9");
    }

    @Test
    void streamsLinesInTheSecondVersion() {
        gateway.upstream().willAnswer(Wire.messageStream("Change x", " from 1\nto 2"));

        Answer answer = gateway.rails("generate_commit_message")
                .post("/v2/prompts/generate_commit_message", byClaude(", \"stream\": true"));

        assertThat(answer.header("Content-Type")).isEqualTo("text/event-stream; charset=utf-8");
        assertThat(answer.text()).isEqualTo("""
                {"content":"Change x"}
                {"content":" from 1\\nto 2"}
                {"content":"","usage":{"claude":{"input_tokens":25,"output_tokens":6}}}
                """);
    }

    /** TV-32: the connection test of an administrator; the slash arrives encoded. */
    @ParameterizedTest
    @ValueSource(strings = {"/v1/prompts/model_configuration%2Fcheck", "/v1/prompts/model_configuration/check"})
    void checksTheConnectionToASelfHostedModel(String path) {
        gateway.upstream().willAnswer(Wire.chatCompletion("OK"));

        Answer answer = gateway.rails("complete_code")
                .post(path, "{\"stream\": false, \"inputs\": {}" + selfHosted("custom_openai/mistral-small") + "}");

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo("\"OK\"");
        assertThat(asked().path()).isEqualTo("/v1/chat/completions");
        assertThat(asked().header("Authorization")).isEqualTo("Bearer k-local-123");
        assertThat(asked().json().get("model").textValue()).isEqualTo("mistral-small");
    }

    @ParameterizedTest
    @CsvSource({
        "400, 400: Bad Request",
        "401, 401: Unauthorized",
        "403, 403: Forbidden",
        "404, 404: Not Found",
        "429, 429: Too Many Requests",
        "500, 500: Internal Server Error",
        "503, 503: Service Unavailable",
        "529, 529: Unknown"
    })
    void tellsTheStatusOfTheModel(int status, String detail) {
        gateway.upstream().willAlwaysAnswer(Reply.json(status, "{\"error\": {\"message\": \"secret words\"}}"));

        for (String stream : List.of("", ", \"stream\": true")) {
            Answer answer = commit(byClaude(stream));

            assertThat(answer.status()).as(stream).isEqualTo(421);
            assertThat(answer.text()).isEqualTo("{\"detail\":\"" + detail + "\"}");
        }
    }

    @Test
    void tellsThatTheModelCannotBeReached() {
        Answer answer =
                commit(body(", \"model_metadata\": {\"provider\": \"openai\", \"name\": \"mistral\", \"endpoint\":"
                        + " \"http://127.0.0.1:1/v1\", \"identifier\": \"x\"}"));

        assertThat(answer.status()).isEqualTo(421);
        assertThat(answer.text()).isEqualTo("{\"detail\":\"503: Service Unavailable\"}");
    }

    /** The head is held back until there is something to say. */
    @Test
    void tellsAnErrorThatComesBeforeTheFirstWord() {
        gateway.upstream()
                .willAnswer(Reply.sse(Wire.messageStart()
                        + Wire.event(
                                "error",
                                Map.of("type", "error", "error", Map.of("type", "overloaded_error", "message", "m")))));

        Answer answer = commit(byClaude(", \"stream\": true"));

        assertThat(answer.status()).isEqualTo(421);
        assertThat(answer.text()).isEqualTo("{\"detail\":\"529: Unknown\"}");
    }

    @Test
    void cutsAStreamThatFailsLater() {
        gateway.upstream()
                .willAnswer(Reply.sse(Wire.messageStart()
                        + Wire.messageDelta("Chan")
                        + Wire.event(
                                "error",
                                Map.of("type", "error", "error", Map.of("type", "overloaded_error", "message", "m")))));

        String seen = gateway.rails("generate_commit_message").postAndSeeItCut(COMMIT, byClaude(", \"stream\": true"));

        assertThat(seen).contains("200 OK").contains("Chan");
    }

    @Test
    void namesInputsThatAreMissing() {
        for (String stream : List.of("", ", \"stream\": true")) {
            Answer answer = commit("{\"inputs\": {\"dif\": \"x\"}" + stream + ", \"model_metadata\": " + CLAUDE + "}");

            assertThat(answer.status()).isEqualTo(422);
            assertThat(answer.json().get("detail").textValue())
                    .startsWith("\"Input to ChatPromptTemplate is missing variables {'diff'}.")
                    .endsWith("\"");
        }
        assertThat(gateway.upstream().received()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"inputs\": null}",
                "{\"inputs\": []}",
                "{\"inputs\": \"text\"}",
                "{\"inputs\": {}, \"prompt_version\": 1}",
                "{\"inputs\": {}, \"stream\": \"maybe\"}",
                "[]",
                "nonsense"
            })
    void refusesAMalformedBody(String body) {
        assertThat(commit(body).status()).isEqualTo(422);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "^9.0.0  ; No version matching '^9.0.0' (available: ['1.0.0', ",
                "newest  ; Version 'newest' is not a valid PEP 440 constraint and no exact match found (available: ["
            })
    void saysWhichVersionsThereAre(String version, String detail) {
        Answer answer = commit("{\"inputs\": {\"diff\": \"x\"}, \"prompt_version\": \"" + version
                + "\", \"model_metadata\": " + CLAUDE + "}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("detail").textValue()).startsWith(detail);
    }

    @Test
    void knowsNoOtherPrompts() {
        Answer answer = gateway.rails("duo_chat").post("/v1/prompts/chat/no_such", "{\"inputs\": {}}");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.text()).isEqualTo("{\"detail\":\"Prompt 'chat/no_such' not found\"}");
    }

    @Test
    void asksForTheUnitPrimitiveOfThePrompt() {
        Answer answer = gateway.rails("complete_code").post(COMMIT, byClaude(""));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.text()).isEqualTo("{\"detail\":\"Unauthorized to access 'generate_commit_message'\"}");
        assertThat(gateway.upstream().received()).isEmpty();
    }

    @Test
    void refusesEndpointsOfCallersUnlessPermitted() {
        try (TestGateway strict = TestGateway.start()) {
            for (String member : List.of("endpoint\": \"http://127.0.0.1:1/v1", "api_key\": \"k")) {
                Answer answer = strict.rails("generate_commit_message")
                        .post(
                                COMMIT,
                                body(", \"model_metadata\": {\"provider\": \"openai\", \"name\": \"mistral\", \""
                                        + member + "\"}"));

                assertThat(answer.status()).isEqualTo(400);
                assertThat(answer.json().get("detail").textValue())
                        .startsWith("specifying custom models endpoint is disabled: api_");
            }
        }
    }

    /** A model choice that cannot be understood is none: the default answers. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "{}",
                "\"text\"",
                "{\"provider\": \"gitlab\", \"identifier\": \"no_such_model\"}",
                "{\"provider\": \"gitlab\", \"feature_setting\": \"no_such_feature\"}",
                "{\"provider\": \"litellm\", \"name\": \"no_such_family\"}",
                "{\"provider\": \"fireworks_ai\"}"
            })
    void ignoresAModelChoiceThatIsNone(String choice) {
        gateway.upstream().willAlwaysAnswer(Wire.messages("x"));

        Answer answer = commit(body(", \"model_metadata\": " + choice));

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(asked().path()).endsWith(Wire.VERTEX_CLAUDE);
    }

    @Test
    void sendsTheParametersOfThePrompt() {
        gateway.upstream().willAnswer(Wire.messages("x"));

        commit(byClaude(""));

        JsonNode sent = asked().json();
        assertThat(sent.get("model").textValue()).isEqualTo("claude-sonnet-4-6");
        assertThat(sent.get("max_tokens").intValue()).isEqualTo(1024);
        assertThat(sent.get("temperature").doubleValue()).isEqualTo(0.2);
        assertThat(sent.get("system").get(0).get("cache_control").get("type").textValue())
                .isEqualTo("ephemeral");
    }

    @Test
    void keepsThePromptOutOfTheCacheWhenAskedTo() {
        gateway.upstream().willAnswer(Wire.messages("x"));

        gateway.rails("generate_commit_message")
                .header("X-Gitlab-Model-Prompt-Cache-Enabled", "false")
                .post(COMMIT, byClaude(""));

        assertThat(asked().text()).doesNotContain("cache_control");
    }

    /** What does not fit is cut before the provider sees it. */
    @Test
    void cutsInputsThatAreTooLongForTheModel() {
        gateway.upstream().willAnswer(Wire.chatCompletion("x"));
        var inputs = new LinkedHashMap<String, Object>();
        inputs.put("diff", "+ line of a long diff\n".repeat(40_000));

        Answer answer = commit(Wire.json(Map.of(
                "inputs",
                inputs,
                "model_metadata",
                Map.of(
                        "provider",
                        "openai",
                        "name",
                        "codegemma",
                        "endpoint",
                        gateway.upstream().url() + "/v1"))));

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(asked().text().length()).isBetween(10_000, 60_000);
        assertThat(asked().text()).contains("</diff>");
    }

    @Test
    void answersFromTheMock() {
        try (TestGateway mock = TestGateway.start("AIGW_MOCK_MODEL_RESPONSES", "true")) {
            var rails = mock.rails("generate_commit_message");

            assertThat(rails.post(COMMIT, body("")).text()).isEqualTo("\"mock\"");
            assertThat(rails.post(COMMIT, body(", \"stream\": true")).text()).isEqualTo("mock");
            assertThat(rails.post("/v2/prompts/generate_commit_message", body(""))
                            .text())
                    .isEqualTo("{\"content\":\"mock\"}");
            assertThat(rails.post("/v2/prompts/generate_commit_message", body(", \"stream\": true"))
                            .text())
                    .isEqualTo("{\"content\":\"mock\"}\n");
        }
    }

    @Test
    void asksASelfHostedModelForTheWholeWhereStreamingIsOff() {
        try (TestGateway whole = TestGateway.start(
                "AIGW_CUSTOM_MODELS__ENABLED", "true", "AIGW_CUSTOM_MODELS__DISABLE_STREAMING", "true")) {
            whole.upstream().willAnswer(Wire.chatCompletion("all at once"));

            Answer answer = whole.rails("generate_commit_message")
                    .post(
                            COMMIT,
                            body(
                                    ", \"stream\": true, \"model_metadata\": {\"provider\": \"openai\", \"name\": \"mistral\","
                                            + " \"endpoint\": \""
                                            + whole.upstream().url() + "/v1\"}"));

            assertThat(answer.text()).isEqualTo("all at once");
            assertThat(whole.upstream().received().get(0).json().get("stream").booleanValue())
                    .isFalse();
        }
    }

    /** The thoughts of a model are no part of its answer. */
    @Test
    void leavesThoughtsOut() {
        gateway.upstream().willAnswer(Wire.chatStream("<thi", "nk>hm", "m</think", ">\n\nFix", " it"));

        Answer answer =
                commit(body(", \"stream\": true, \"model_metadata\": {\"provider\": \"openai\", \"name\": \"qwen\","
                        + " \"endpoint\": \"" + gateway.upstream().url() + "/v1\", \"identifier\": \"qwen3\"}"));

        assertThat(answer.text()).isEqualTo("Fix it");
    }

    @Test
    void refusesAPromptThatBelongsToAFeature() {
        gateway.upstream().willAnswer(Wire.messages("x"));

        assertThat(gateway.rails("generate_commit_message").send("GET", COMMIT).status())
                .isEqualTo(405);
        assertThat(gateway.rails("generate_commit_message")
                        .post("/v1/prompts/", "{\"inputs\": {}}")
                        .status())
                .isEqualTo(404);
    }
}
