package io.aigateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.aigateway.app.TestGateway;
import io.aigateway.app.TestGateway.Answer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The mock's texts, to the letter. Contract section 9. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MockE2eTest {
    private static final Map<String, Object> FILE =
            Map.of("file_name", "a.py", "content_above_cursor", "def add(\n", "content_below_cursor", "");

    private TestGateway gateway;

    @BeforeAll
    void start() {
        gateway = TestGateway.start("AIGW_MOCK_MODEL_RESPONSES", "true", "AIGW_CUSTOM_MODELS__ENABLED", "true");
    }

    @AfterAll
    void stop() {
        gateway.close();
    }

    private Answer post(String path, Map<String, Object> body) {
        return gateway.rails("complete_code", "generate_code").post(path, Wire.json(body));
    }

    @Test
    void completesWithMockCompletion() {
        Answer answer = post("/v2/completions", Map.of("prompt_version", 1, "current_file", FILE));

        assertThat(answer.json().get("choices").get(0).get("text").textValue()).isEqualTo("mock completion");
        assertThat(answer.json().get("model").get("name").textValue()).isEqualTo("codestral_2508_vertex");
    }

    @Test
    void streamsMockCompletionInOneChunk() {
        Answer answer = post("/v2/completions", Map.of("prompt_version", 1, "current_file", FILE, "stream", true));

        assertThat(answer.text()).isEqualTo("mock completion");
    }

    @Test
    void generatesMockFromAPrompt() {
        Answer answer = post(
                "/v4/code/suggestions",
                Map.of(
                        "prompt_components",
                        List.of(Map.of(
                                "type",
                                "code_editor_generation",
                                "payload",
                                Map.of(
                                        "file_name", "a.py",
                                        "content_above_cursor", "# x\n",
                                        "content_below_cursor", "",
                                        "prompt_id", "code_suggestions/generations",
                                        "stream", true)))));

        List<String> events = Wire.sseEvents(answer.text());
        assertThat(events).hasSize(3);
        assertThat(events.get(1))
                .isEqualTo(
                        "event: content_chunk\r\ndata: {\"choices\": [{\"delta\": {\"content\": \"mock\"}, \"index\": 0}]}");
    }

    @Test
    void givesEveryTextTheSameVector() {
        Answer answer = gateway.rails("generate_embeddings_codebase")
                .post(
                        "/v1/embeddings/code_embeddings",
                        Wire.json(Map.of(
                                "model_metadata",
                                Map.of("provider", "gitlab", "identifier", "text_embedding_005_vertex"),
                                "contents",
                                List.of("a", "b"),
                                "dimensions",
                                768)));

        assertThat(answer.text())
                .isEqualTo("{\"model\":{\"engine\":\"litellm_embedding\",\"name\":\"fake-model\","
                        + "\"identifier\":\"text_embedding_005_vertex\"},\"predictions\":["
                        + "{\"embedding\":[0.1,0.2,0.3],\"index\":0},{\"embedding\":[0.1,0.2,0.3],\"index\":1}]}");
    }

    @Test
    void echoesTheCallOfAChatModel() {
        Answer answer = post(
                "/v2/code/generations",
                Map.of(
                        "prompt_version",
                        3,
                        "current_file",
                        FILE,
                        "model_provider",
                        "litellm",
                        "model_name",
                        "mistral",
                        "model_endpoint",
                        "http://localhost:1/v1",
                        "prompt",
                        List.of(Map.of("role", "user", "content", "Say h\u00ef"))));

        assertThat(answer.json().get("choices").get(0).get("text").textValue())
                .isEqualTo(
                        "echo: {\"messages\": [{\"role\": \"user\", \"content\": \"Say h\\u00ef\"}], \"stream\": false,"
                                + " \"kwargs\": {}, \"temperature\": \"0.95\", \"max_output_tokens\": \"256\"}");
        assertThat(answer.json().get("model").get("engine").textValue()).isEqualTo("chat-model-provider-mocked");
        assertThat(answer.json().get("model").get("name").textValue()).isEqualTo("chat-model-mocked");
    }

    @Test
    void beginsTheEchoOnANewLineWhereTheFileDoesNot() {
        Answer answer = post(
                "/v2/code/generations",
                Map.of(
                        "prompt_version",
                        1,
                        "current_file",
                        Map.of("file_name", "a.py", "content_above_cursor", "def add(", "content_below_cursor", ""),
                        "model_provider",
                        "vertex-ai"));

        assertThat(answer.json().get("choices").get(0).get("text").textValue()).startsWith("\necho: {");
        assertThat(answer.json().get("model").get("engine").textValue()).isEqualTo("llm-provider-mocked");
        assertThat(answer.json().get("model").get("name").textValue()).isEqualTo("llm-mocked");
    }
}
