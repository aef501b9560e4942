package io.aigateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aigateway.app.TestGateway;
import io.aigateway.app.TestGateway.Answer;
import io.aigateway.testkit.Received;
import io.aigateway.testkit.Reply;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code POST /v1/chat/*}, which releases 16.7 to 18.x call. Contract section 2.1; client vectors TV-46 to TV-52. */
class ChatE2eTest {
    private static final String AGENT = "/v1/chat/agent";
    private static final String MESSAGES =
            "[{\"role\": \"system\", \"content\": \"Explain code.\"}, {\"role\": \"user\", \"content\": \"puts 1\"}]";

    private TestGateway gateway;

    @BeforeEach
    void start() {
        gateway = TestGateway.start("AIGW_CUSTOM_MODELS__ENABLED", "true");
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private static String body(String payload, String more) {
        return "{\"prompt_components\": [{\"type\": \"prompt\", \"metadata\": {\"source\": \"GitLab EE\", \"version\":"
                + " \"17.5.1\"}, \"payload\": {" + payload + "}}]" + more + "}";
    }

    private Answer chat(String body) {
        return gateway.rails("duo_chat").post(AGENT, body);
    }

    private Received asked() {
        List<Received> received = gateway.upstream().received();
        return received.get(received.size() - 1);
    }

    /** TV-47. */
    @Test
    void answersAConversation() {
        gateway.upstream().willAnswer(Wire.messages("It prints 1."));

        Answer answer = gateway.rails("duo_chat")
                .post(
                        "/v1/chat/explain_code",
                        body(
                                "\"content\": " + MESSAGES
                                        + ", \"provider\": \"anthropic\", \"model\": \"claude-3-5-sonnet-20240620\","
                                        + " \"params\": {\"temperature\": 0.1, \"max_tokens_to_sample\": 4096,"
                                        + " \"stop_sequences\": [\"\\n\\nHuman\", \"Observation:\"]}",
                                ", \"stream\": false"));

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        JsonNode json = answer.json();
        assertThat(json.fieldNames()).toIterable().containsExactly("response", "metadata");
        assertThat(json.get("response").textValue()).isEqualTo("It prints 1.");
        assertThat(json.get("metadata").fieldNames()).toIterable().containsExactly("provider", "model", "timestamp");
        assertThat(json.get("metadata").get("provider").textValue()).isEqualTo("anthropic");
        assertThat(json.get("metadata").get("model").textValue()).isEqualTo("claude-3-5-sonnet-20240620");
        assertThat(json.get("metadata").get("timestamp").isIntegralNumber()).isTrue();
        JsonNode sent = asked().json();
        assertThat(sent.get("model").textValue()).isEqualTo("claude-sonnet-4-5-20250929");
        assertThat(sent.get("system").toString()).contains("Explain code.");
        assertThat(sent.get("messages").size()).isEqualTo(1);
        assertThat(sent.get("max_tokens").intValue()).isEqualTo(4096);
        assertThat(sent.get("temperature").doubleValue()).isEqualTo(0.1);
        assertThat(sent.get("stop_sequences").toString()).contains("Observation:");
    }

    /** TV-46: the oldest form, streamed as bare text. */
    @Test
    void readsAConversationInOneText() {
        gateway.upstream().willAnswer(Wire.messageStream("A request ", "to merge."));

        Answer answer = chat(body(
                "\"content\": \"\\n\\nHuman: What is a merge request?\\n\\nAssistant: \", \"provider\": \"anthropic\","
                        + " \"model\": \"claude-2.1\"",
                ", \"stream\": true"));

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("text/event-stream; charset=utf-8");
        assertThat(answer.text()).isEqualTo("A request to merge.");
        JsonNode sent = asked().json();
        assertThat(sent.get("messages").get(0).get("content").get(0).get("text").textValue())
                .isEqualTo("What is a merge request?");
        assertThat(sent.get("max_tokens").intValue()).isEqualTo(8192);
        assertThat(sent.get("temperature").doubleValue()).isEqualTo(0.2);
    }

    /** TV-48: the smoke test of GitLab's documentation. */
    @Test
    void asksASelfHostedModel() {
        gateway.upstream().willAnswer(Wire.chatCompletion("Yes."));

        Answer answer = chat(body(
                "\"content\": \"Are you there?\", \"provider\": \"litellm\", \"model\": \"mistral\", \"model_endpoint\": \""
                        + gateway.upstream().url()
                        + "/v1\", \"model_api_key\": \"k-local-123\", \"model_identifier\": \"custom_openai/mistral-small\"",
                ", \"stream\": false"));

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.json().get("response").textValue()).isEqualTo("Yes.");
        assertThat(answer.json().get("metadata").get("provider").textValue()).isEqualTo("litellm");
        assertThat(answer.json().get("metadata").get("model").textValue()).isEqualTo("mistral");
        assertThat(asked().json().get("model").textValue()).isEqualTo("mistral-small");
        assertThat(asked().header("Authorization")).isEqualTo("Bearer k-local-123");
    }

    @Test
    void namesNoProviderWhereTheCallerDidNot() {
        gateway.upstream().willAnswer(Wire.messages("x"));

        JsonNode metadata = chat(body("\"content\": " + MESSAGES, "")).json().get("metadata");

        assertThat(metadata.get("provider").isNull()).isTrue();
        assertThat(metadata.get("model").textValue()).isEqualTo("claude-sonnet-4-5-20250929");
    }

    @ParameterizedTest
    @CsvSource({
        "agent, duo_chat",
        "explain_code, duo_chat",
        "write_tests, duo_chat",
        "refactor_code, duo_chat",
        "explain_vulnerability, explain_vulnerability",
        "summarize_comments, summarize_comments",
        "troubleshoot_job, troubleshoot_job"
    })
    void asksForTheUnitPrimitiveOfTheName(String name, String unitPrimitive) {
        gateway.upstream().willAnswer(Wire.messages("x"));
        String body = body("\"content\": " + MESSAGES, "");

        assertThat(gateway.rails(unitPrimitive).post("/v1/chat/" + name, body).status())
                .isEqualTo(200);
        Answer refused = gateway.rails("complete_code").post("/v1/chat/" + name, body);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text()).isEqualTo("{\"detail\":\"Unauthorized to access " + unitPrimitive + "\"}");
    }

    /** TV-52. */
    @Test
    void knowsNoOtherNames() {
        Answer answer = gateway.rails("duo_chat").post("/v1/chat/unknown", body("\"content\": \"x\"", ""));

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.text()).isEqualTo("{\"detail\":\"Not found\"}");
    }

    @Test
    void keepsDuoCoreOutWhereThatIsConfigured() {
        try (TestGateway cut =
                TestGateway.start("AIGW_PROCESS_LEVEL_FEATURE_FLAGS__DUO_CLASSIC_CHAT_DUO_CORE_CUTOFF", "true")) {
            cut.upstream().willAlwaysAnswer(Wire.messages("x"));
            String body = body("\"content\": " + MESSAGES, "");

            Answer core = cut.rails("duo_chat")
                    .header("X-Gitlab-Feature-Enablement-Type", "duo_core")
                    .post(AGENT, body);

            assertThat(core.status()).isEqualTo(403);
            assertThat(core.text())
                    .isEqualTo("{\"detail\":\"Duo Core no longer authorized to access Duo Classic Chat\"}");
            assertThat(cut.rails("duo_chat").post(AGENT, body).status()).isEqualTo(200);
        }
    }

    /** TV-50 and TV-51 among them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"prompt_components\": []}",
                "{\"prompt_components\": [{\"type\": \"prompt\", \"payload\": {\"content\": \"x\"}}]}",
                "{\"prompt_components\": [{\"type\": \"prompt\", \"metadata\": {\"source\": \"s\"}, \"payload\": {\"content\":"
                        + " \"x\"}}]}",
                "{\"prompt_components\": [{\"type\": \"p\", \"metadata\": {\"source\": \"s\", \"version\": \"1\"}, \"payload\":"
                        + " {\"content\": \"x\"}}, {\"type\": \"p\", \"metadata\": {\"source\": \"s\", \"version\": \"1\"},"
                        + " \"payload\": {\"content\": \"x\"}}]}"
            })
    void refusesAMalformedBody(String body) {
        assertThat(chat(body).status()).isEqualTo(422);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"provider\": \"anthropic\"",
                "\"content\": 1",
                "\"content\": []",
                "\"content\": [{\"role\": \"robot\", \"content\": \"x\"}]",
                "\"content\": [{\"role\": \"user\"}]",
                "\"content\": \"x\", \"provider\": \"nobody\"",
                "\"content\": \"x\", \"model\": \"gpt-9\"",
                "\"content\": \"x\", \"provider\": \"litellm\", \"model\": \"no-such-family\"",
                "\"content\": \"x\", \"params\": {\"temperature\": 1.1}",
                "\"content\": \"x\", \"params\": {\"temperature\": \"hot\"}",
                "\"content\": \"x\", \"params\": {\"max_tokens_to_sample\": 0}",
                "\"content\": \"x\", \"params\": {\"max_tokens_to_sample\": 8193}",
                "\"content\": \"x\", \"params\": {\"stop_sequences\": []}",
                "\"content\": \"x\", \"params\": {\"stop_sequences\": [1]}"
            })
    void refusesAMalformedPayload(String payload) {
        assertThat(chat(body(payload, "")).status()).isEqualTo(422);
        assertThat(gateway.upstream().received()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"401", "429", "500", "529"})
    void tellsThatClaudeFailed(int status) {
        gateway.upstream().willAlwaysAnswer(Reply.json(status, "{}"));

        for (String stream : List.of("", ", \"stream\": true")) {
            Answer answer = chat(body("\"content\": " + MESSAGES, stream));

            assertThat(answer.status()).isEqualTo(502);
            assertThat(answer.text()).isEqualTo("{\"detail\":\"Anthropic API Status Error.\"}");
        }
    }

    @Test
    void tellsThatClaudeCannotBeReached() {
        gateway.upstream().willAlwaysAnswer(Reply.hangUp());

        Answer answer = chat(body("\"content\": " + MESSAGES, ""));

        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.text()).isEqualTo("{\"detail\":\"Anthropic API Connection Error.\"}");
    }

    @Test
    void tellsThatClaudeIsTooSlow() {
        try (TestGateway impatient = TestGateway.start("AIGW_DUO_CHAT__MODEL_REQUEST_TIMEOUT", "0.3")) {
            impatient.upstream().willAlwaysAnswer(Reply.never());

            Answer answer = impatient.rails("duo_chat").post(AGENT, body("\"content\": " + MESSAGES, ""));

            assertThat(answer.status()).isEqualTo(504);
            assertThat(answer.text()).isEqualTo("{\"detail\":\"Anthropic API Timeout Error.\"}");
        }
    }

    @ParameterizedTest
    @CsvSource({"429, 429, Too many requests. Please try again later.", "500, 503, Inference failed"})
    void tellsThatASelfHostedModelFailed(int status, int expected, String detail) {
        gateway.upstream().willAlwaysAnswer(Reply.json(status, "{}"));

        Answer answer = chat(body(
                "\"content\": \"x\", \"provider\": \"litellm\", \"model\": \"mistral\", \"model_endpoint\": \""
                        + gateway.upstream().url() + "/v1\"",
                ""));

        assertThat(answer.status()).isEqualTo(expected);
        assertThat(answer.text()).isEqualTo("{\"detail\":\"" + detail + "\"}");
    }

    @Test
    void echoesFromTheMock() {
        try (TestGateway mock = TestGateway.start("AIGW_MOCK_MODEL_RESPONSES", "true")) {
            var rails = mock.rails("duo_chat");
            String params = ", \"params\": {\"stop_sequences\": [\"END\"], \"max_tokens_to_sample\": 64}";

            assertThat(rails.post(AGENT, body("\"content\": \"Say hi\"" + params, ""))
                            .json()
                            .get("response")
                            .textValue())
                    .isEqualTo(
                            "echo: {\"prefix\": \"Say hi\", \"suffix\": null, \"stream\": false, \"kwargs\":"
                                    + " {\"stop_sequences\": [\"END\"]}, \"temperature\": \"0.2\", \"max_output_tokens\": \"64\"}");
            assertThat(rails.post(
                                    AGENT,
                                    body(
                                            "\"content\": [{\"role\": \"user\", \"content\": \"Say hi\"}]" + params,
                                            ", \"stream\": true"))
                            .text())
                    .isEqualTo("echo: {\"messages\": [{\"role\": \"user\", \"content\": \"Say hi\"}], \"stream\": true,"
                            + " \"kwargs\": {\"stop_sequences\": [\"END\"]}, \"temperature\": \"0.2\","
                            + " \"max_output_tokens\": \"64\"}");
        }
    }

    /** What does not fit is left out, oldest first; the rules and the question stay. */
    @Test
    void cutsAConversationThatIsTooLong() {
        gateway.upstream().willAnswer(Wire.chatCompletion("x"));
        var messages = new StringBuilder("[{\"role\": \"system\", \"content\": \"rules\"}");
        for (int i = 0; i < 20; i++) {
            messages.append(", {\"role\": \"user\", \"content\": \"")
                    .append(i)
                    .append(": ")
                    .append("many words ".repeat(1000))
                    .append("\"}");
        }
        messages.append(", {\"role\": \"user\", \"content\": \"the question\"}]");

        Answer answer = chat(body(
                "\"provider\": \"litellm\", \"model\": \"codegemma\", \"model_endpoint\": \""
                        + gateway.upstream().url()
                        + "/v1\", \"params\": {\"max_tokens_to_sample\": 1000}, \"content\": "
                        + messages,
                ""));

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(asked().text()).contains("rules", "the question", "19: many").doesNotContain("\"0: many");
    }
}
