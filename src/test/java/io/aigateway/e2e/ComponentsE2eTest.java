package io.aigateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aigateway.app.TestGateway;
import io.aigateway.app.TestGateway.Answer;
import io.aigateway.testkit.Received;
import io.aigateway.wire.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code POST /v3/code/completions} and {@code POST /v4/code/suggestions}. Contract sections 1.4 and 1.5. */
class ComponentsE2eTest {
    private static final String V3 = "/v3/code/completions";
    private static final String V4 = "/v4/code/suggestions";

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

    private Answer suggest(String path, String body) {
        return gateway.rails("complete_code", "generate_code").post(path, body);
    }

    private Received asked() {
        return gateway.upstream().received().stream()
                .filter(received -> !received.path().contains("computeMetadata"))
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    private static Map<String, Object> payload(boolean stream) {
        var payload = new LinkedHashMap<String, Object>();
        payload.put("file_name", "lib/slug.rb");
        payload.put("language_identifier", "ruby");
        payload.put("content_above_cursor", "# turn a title into a slug\n");
        payload.put("content_below_cursor", "");
        payload.put("stream", stream);
        return payload;
    }

    private static String body(String type, Map<String, Object> payload, Map<String, Object> more) {
        var body = new LinkedHashMap<String, Object>(more);
        body.put(
                "prompt_components",
                List.of(Map.of(
                        "type", type,
                        "payload", payload,
                        "metadata", Map.of("source", "GitLab EE", "version", "17.5.1"))));
        return Wire.json(body);
    }

    private static String generation(boolean stream) {
        Map<String, Object> payload = payload(stream);
        payload.put("prompt_id", "code_suggestions/generations");
        payload.put("prompt_version", "^1.0.0");
        payload.put(
                "prompt_enhancer",
                Map.of(
                        "user_instruction", "Write the method",
                        "libraries", List.of("activesupport"),
                        "related_files", List.of("<file_content file_name=\"a.rb\">\nX = 1\n</file_content>\n"),
                        "related_snippets", List.of(),
                        "examples_array",
                                List.of(Map.of(
                                        "example", "# add", "response", "def add; end", "trigger_type", "comment")),
                        "trimmed_content_above_cursor", "# turn a title into a slug\n",
                        "trimmed_content_below_cursor", ""));
        return body("code_editor_generation", payload, Map.of());
    }

    @ParameterizedTest
    @ValueSource(strings = {V3, V4})
    void generatesCodeFromAnInstruction(String path) {
        gateway.upstream().willAnswerAt(Wire.VERTEX_CLAUDE, Wire.messages("<new_code>def slug(title)\nend</new_code>"));

        Answer answer = suggest(path, generation(false));

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        JsonNode json = answer.json();
        assertThat(json.get("choices").get(0).get("text").textValue()).isEqualTo("def slug(title)\nend");
        assertThat(json.get("choices").get(0).get("finish_reason").textValue()).isEqualTo("length");
        assertThat(json.get("metadata").get("model")).isEqualTo(json.get("model"));
        assertThat(json.get("model").get("engine").textValue()).isEqualTo("agent");
        assertThat(json.get("model").get("name").textValue()).isNotEmpty();
        assertThat(json.get("model").get("lang").textValue()).isEqualTo("ruby");
        assertThat(json.get("metadata").get("timestamp").isIntegralNumber()).isTrue();
        assertThat(json.get("metadata").get("region").isNull()).isTrue();
        assertThat(json.get("metadata").get("enabled_feature_flags").isArray()).isTrue();
    }

    @Test
    void tellsTheModelEverythingThatTheCallerGathered() {
        gateway.upstream().willAnswerAt(Wire.VERTEX_CLAUDE, Wire.messages("x"));

        suggest(V4, generation(false));

        assertThat(asked().text())
                .contains(
                        "Write the method", "activesupport", "file_name=\\\"a.rb\\\"", "def add; end", "turn a title");
        assertThat(asked().json().get("anthropic_version").textValue()).isEqualTo("vertex-2023-10-16");
        assertThat(asked().json().get("max_tokens").intValue()).isEqualTo(2048);
    }

    /** Every version that some release of GitLab asks for, and what no release asks for. */
    @ParameterizedTest
    @CsvSource({
        "^1.0.0, 200",
        "1.0.0, 200",
        "1.1.0-dev, 200",
        "1.2.0-dev, 200",
        "1.2.0, 200",
        "2.0.0, 200",
        "2.0.1, 200",
        "^2.0.1, 200",
        "2.0.2-dev, 200",
        "3.0.2-dev, 200",
        "^9.0.0, 400",
        "latest, 400"
    })
    void givesThePromptInTheVersionAskedFor(String version, int status) {
        gateway.upstream().willAnswerAt(Wire.VERTEX_CLAUDE, Wire.messages("<new_code>x</new_code>"));

        Answer answer = suggest(
                V4,
                body(
                        "code_editor_generation",
                        Map.of(
                                "file_name", "a.rb",
                                "content_above_cursor", "# x",
                                "content_below_cursor", "",
                                "prompt_id", "code_suggestions/generations",
                                "prompt_version", version),
                        Map.of()));

        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    }

    @Test
    void knowsNoOtherPrompts() {
        Answer answer = suggest(
                V4,
                body(
                        "code_editor_generation",
                        Map.of(
                                "file_name", "a.rb",
                                "content_above_cursor", "# x",
                                "content_below_cursor", "",
                                "prompt_id", "code_suggestions/none"),
                        Map.of()));

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.text()).isEqualTo("{\"detail\":\"Prompt 'code_suggestions/none' not found\"}");
    }

    @Test
    void streamsServerSentEventsInV4() throws IOException {
        gateway.upstream()
                .willAnswerAt(
                        Wire.VERTEX_CLAUDE_STREAM, Wire.messageStream("<new_code>def slug(", "title)\n", "end\n"));

        Answer answer = gateway.rails("generate_code")
                .header("x-gitlab-enabled-feature-flags", "flag_a")
                .post(V4, generation(true));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("text/event-stream; charset=utf-8");
        assertThat(answer.header("X-Streaming-Format")).isEqualTo("sse");
        assertThat(answer.header("Cache-Control")).isIn("no-cache", "no-store");
        assertThat(answer.header("X-Accel-Buffering")).isEqualTo("no");
        List<String> events = Wire.sseEvents(answer.text());
        assertThat(events.get(0))
                .startsWith("event: stream_start\r\ndata: {\"metadata\": {\"model\": {\"engine\": \"agent\", ");
        JsonNode start = data(events.get(0)).get("metadata");
        assertThat(start.get("model").get("engine").textValue()).isEqualTo("agent");
        assertThat(start.get("model").get("name").isTextual()).isTrue();
        assertThat(start.get("timestamp").isIntegralNumber()).isTrue();
        assertThat(start.get("enabled_feature_flags").get(0).textValue()).isEqualTo("flag_a");
        assertThat(start.get("region").textValue()).isEqualTo("us-central1");
        var text = new StringBuilder();
        for (String event : events.subList(1, events.size() - 1)) {
            assertThat(event).startsWith("event: content_chunk\r\ndata: ");
            assertThat(data(event).get("choices").get(0).get("index").intValue())
                    .isZero();
            text.append(data(event)
                    .get("choices")
                    .get(0)
                    .get("delta")
                    .get("content")
                    .textValue());
        }
        assertThat(text).hasToString("def slug(title)\nend\n");
        assertThat(events.get(events.size() - 1)).isEqualTo("event: stream_end\r\ndata: null");
    }

    private static JsonNode data(String event) throws IOException {
        return Json.read(event.substring(event.indexOf("data: ") + 6).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void streamsBareTextInV3() {
        gateway.upstream().willAnswerAt(Wire.VERTEX_CLAUDE_STREAM, Wire.messageStream("<new_code>a\n", "b\n"));

        Answer answer = suggest(V3, generation(true));

        assertThat(answer.header("X-Streaming-Format")).isEmpty();
        assertThat(answer.text()).isEqualTo("a\nb\n");
    }

    /** TV-05, with the leftovers of the editor's own request. */
    @Test
    void completesCodeInV4() {
        gateway.upstream().willAnswer(Wire.completion("name):\n    return os.environ[name]"));
        var payload = new LinkedHashMap<String, Object>();
        payload.put("file_name", "app.py");
        payload.put("content_above_cursor", "import os\n\ndef env(");
        payload.put("content_below_cursor", "");
        payload.put("language_identifier", "Python");
        payload.put("stream", false);
        String body = body(
                "code_editor_completion",
                payload,
                Map.of("intent", "completion", "project_id", -1, "prompt_version", 1, "current_file", Map.of()));

        Answer answer = suggest(V4, body);

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.json().get("choices").get(0).get("text").textValue())
                .isEqualTo("name):\n    return os.environ[name]");
        assertThat(answer.json().get("model").get("engine").textValue()).isEqualTo("agent");
        assertThat(answer.json().get("model").get("lang").textValue()).isEqualTo("python");
        assertThat(asked().path()).isEqualTo(Wire.FIREWORKS);
    }

    /** TV-06 and TV-09. */
    @Test
    void takesTheModelThatTheMetadataNames() {
        gateway.upstream().willAlwaysAnswer(Wire.messages("x"));
        Map<String, Object> payload = payload(false);
        payload.put("prompt_id", "code_suggestions/generations");

        suggest(V4, body("code_editor_generation", payload, metadata("claude_sonnet_4_6")));
        assertThat(asked().path()).isEqualTo(Wire.ANTHROPIC);
        assertThat(asked().json().get("model").textValue()).isEqualTo("claude-sonnet-4-6");

        suggest(V4, body("code_editor_generation", payload, metadata("")));
        assertThat(asked().path()).contains(Wire.VERTEX_CLAUDE);
    }

    private static Map<String, Object> metadata(String identifier) {
        return Map.of(
                "model_metadata",
                Map.of("provider", "gitlab", "feature_setting", "code_generations", "identifier", identifier));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"text\"",
                "{\"provider\": \"gitlab\", \"identifier\": \"no_such_model\"}",
                "{\"provider\": 7}",
                "{\"provider\": \"litellm\", \"name\": \"no_such_family\"}",
                "null",
                "{\"provider\": \"gitlab\", \"friendly_name\": \"x\", \"llm_definition\": {}}"
            })
    void usesTheDefaultWhenTheMetadataCannotBeUsed(String metadata) {
        gateway.upstream().willAnswerAt(Wire.VERTEX_CLAUDE, Wire.messages("x"));
        String body = generation(false);

        Answer answer = suggest(V4, body.substring(0, body.length() - 1) + ",\"model_metadata\":" + metadata + "}");

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }

    /** TV-07. */
    @Test
    void asksASelfHostedModelWhereTheMetadataSays() {
        gateway.upstream().willAnswer(Wire.chatCompletion("```ruby\ndef slug\nend\n```"));
        Map<String, Object> metadata = Map.of(
                "provider", "openai",
                "name", "mistral",
                "endpoint", gateway.upstream().url() + "/v1",
                "api_key", "k-local-123",
                "identifier", "custom_openai/mistral-small");
        Map<String, Object> payload = payload(false);
        payload.put("prompt_id", "code_suggestions/generations");

        Answer answer = suggest(V4, body("code_editor_generation", payload, Map.of("model_metadata", metadata)));

        assertThat(answer.json().get("choices").get(0).get("text").textValue()).isEqualTo("def slug\nend\n");
        assertThat(asked().json().get("model").textValue()).isEqualTo("mistral-small");
        assertThat(asked().header("Authorization")).isEqualTo("Bearer k-local-123");
    }

    @Test
    void readsCodeContextOnlyFromLanguageServersThatSendGoodOnes() {
        gateway.upstream().willAlwaysAnswer(Wire.completion("x"));
        String body = Wire.json(Map.of(
                "prompt_components",
                List.of(
                        Map.of("type", "code_editor_completion", "payload", payload(false)),
                        Map.of(
                                "type",
                                "code_context",
                                "payload",
                                Map.of("type", "file", "name", "b.rb", "content", "CONTEXT = 1")))));

        gateway.rails("complete_code")
                .header("X-Gitlab-Language-Server-Version", "7.17.1")
                .post(V4, body);
        assertThat(asked().text()).contains("CONTEXT = 1");

        for (String version : List.of("7.17.0", "6.99.9", "nonsense")) {
            gateway.rails("complete_code")
                    .header("X-Gitlab-Language-Server-Version", version)
                    .post(V4, body);
            assertThat(asked().text()).as(version).doesNotContain("CONTEXT = 1");
        }
    }

    /** TV-13: releases 17.5 and 17.6. */
    @Test
    void understandsTheOlderNamesOfTheEnhancer() {
        gateway.upstream().willAnswerAt(Wire.VERTEX_CLAUDE, Wire.messages("x"));
        Map<String, Object> payload = payload(false);
        payload.put("prompt_id", "code_suggestions/generations");
        payload.put(
                "prompt_enhancer",
                Map.of(
                        "trimmed_prefix", "OLD PREFIX",
                        "trimmed_suffix", "OLD SUFFIX",
                        "related_files", "OLD FILES",
                        "libraries", "OLD LIBRARY",
                        "user_instruction", "do it"));

        suggest(V3, body("code_editor_generation", payload, Map.of()));

        assertThat(asked().text()).contains("OLD PREFIX", "OLD SUFFIX", "OLD FILES", "OLD LIBRARY");
    }

    @Test
    void refusesCallersWithoutTheUnitPrimitive() {
        assertThat(gateway.rails("complete_code").post(V4, generation(false)).text())
                .isEqualTo("{\"detail\":\"Unauthorized to access code suggestions\"}");
        assertThat(gateway.rails("complete_code").post(V3, generation(false)).status())
                .isEqualTo(403);
        assertThat(gateway.rails("generate_code")
                        .post(V4, body("code_editor_completion", payload(false), Map.of()))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void refusesATokenThatTheGatewayIssued() {
        String token = gateway.rails("complete_code")
                .send("POST", "/v1/code/user_access_token")
                .json()
                .get("token")
                .textValue();

        Answer answer = gateway.rails()
                .header("Authorization", "Bearer " + token)
                .post(V4, body("code_editor_completion", payload(false), Map.of()));

        assertThat(answer.status()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"prompt_components\": []}",
                "{\"prompt_components\": [{\"type\": \"some_type\", \"payload\": {}}]}",
                "{\"prompt_components\": [{\"payload\": {}}]}",
                "{\"prompt_components\": [{\"type\": \"code_editor_completion\"}]}",
                "{\"prompt_components\": [{\"type\": \"code_editor_completion\", \"payload\": {\"file_name\": 1}}]}",
                "{\"prompt_components\": [{\"type\": \"code_context\", \"payload\": {\"type\": \"a\", \"name\": \"b\","
                        + " \"content\": \"c\"}}]}",
                "{\"prompt_components\": [{\"type\": \"code_editor_completion\", \"payload\": {\"file_name\": \"a\","
                        + " \"content_above_cursor\": \"\", \"content_below_cursor\": \"\", \"model_provider\": \"litellm\"}}]}",
                "{\"prompt_components\": [{\"type\": \"code_editor_completion\", \"metadata\": {\"source\": \"x\"}, \"payload\":"
                        + " {\"file_name\": \"a\", \"content_above_cursor\": \"\", \"content_below_cursor\": \"\"}}]}"
            })
    void refusesMalformedComponents(String body) {
        assertThat(suggest(V4, body).status()).isEqualTo(422);
        assertThat(suggest(V3, body).status()).isEqualTo(422);
        assertThat(gateway.upstream().received()).isEmpty();
    }

    @Test
    void refusesAPromptThatDoesNotExist() {
        Map<String, Object> payload = payload(false);
        payload.put("prompt_id", "no/such/prompt");

        Answer answer = suggest(V4, body("code_editor_generation", payload, Map.of()));

        assertThat(answer.status()).isBetween(400, 422);
        assertThat(answer.text()).contains("no/such/prompt");
    }

    @Test
    void callsModelsWithoutStreamingWhereThatIsSwitchedOff() {
        try (TestGateway still = TestGateway.start(
                "AIGW_CUSTOM_MODELS__ENABLED", "true", "AIGW_CUSTOM_MODELS__DISABLE_STREAMING", "true")) {
            still.upstream().willAnswer(Wire.chatCompletion("def a\nend\n"));
            Map<String, Object> payload = payload(true);
            payload.put("prompt_id", "code_suggestions/generations");
            Map<String, Object> metadata = Map.of(
                    "provider",
                    "litellm",
                    "name",
                    "mistral",
                    "endpoint",
                    still.upstream().url() + "/v1");

            Answer answer = still.rails("generate_code")
                    .post(V4, body("code_editor_generation", payload, Map.of("model_metadata", metadata)));

            assertThat(still.upstream().onlyRequest().json().path("stream").booleanValue())
                    .isFalse();
            assertThat(Wire.sseEvents(answer.text())).hasSize(3);
        }
    }
}
