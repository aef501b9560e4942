package io.aigateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aigateway.app.TestGateway;
import io.aigateway.app.TestGateway.Answer;
import io.aigateway.testkit.Received;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code POST /v2/code/generations}, which older releases of GitLab call. Contract section 1.3. */
class GenerationsE2eTest {
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

    private Answer generate(Object body) {
        return gateway.rails("generate_code").post("/v2/code/generations", Wire.json(body));
    }

    private Received asked() {
        List<Received> received = gateway.upstream().received();
        return received.get(received.size() - 1);
    }

    private static Map<String, Object> file(String name, String above) {
        return Map.of("file_name", name, "content_above_cursor", above, "content_below_cursor", "");
    }

    /** TV-10: releases 16.8 to 17.4. */
    @Test
    void sendsTheMessagesOfOlderReleasesToClaude() {
        gateway.upstream().willAnswer(Wire.messages("def sum; end</new_code>"));

        Answer answer = generate(Map.of(
                "prompt_version",
                3,
                "current_file",
                file("a.rb", "# sum of squares\n"),
                "intent",
                "generation",
                "model_provider",
                "anthropic",
                "model_name",
                "claude-3-5-sonnet-20240620",
                "prompt",
                List.of(
                        Map.of("role", "system", "content", "You complete Ruby code."),
                        Map.of("role", "user", "content", "Write: sum of squares"),
                        Map.of("role", "assistant", "content", "<new_code>"))));

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        JsonNode json = answer.json();
        assertThat(json.get("choices").get(0).get("text").textValue()).isEqualTo("def sum; end");
        assertThat(json.get("model").get("engine").textValue()).isEqualTo("anthropic");
        assertThat(json.get("model").get("lang").textValue()).isEqualTo("ruby");
        assertThat(json.get("model").get("tokens_consumption_metadata").isNull())
                .isTrue();
        assertThat(asked().json().get("stop_sequences").toString()).contains("</new_code>");
        assertThat(asked().json().get("messages").get(0).get("content").toString())
                .contains("Write: sum of squares");
    }

    /** TV-11: releases 16.5 to 16.7. */
    @Test
    void readsAPromptOfTheOldestForm() {
        gateway.upstream().willAnswer(Wire.messages("x = 1"));

        Answer answer = generate(Map.of(
                "prompt_version", 2,
                "current_file", file("a.rb", "# x\n"),
                "model_provider", "anthropic",
                "model_name", "claude-2.1",
                "prompt", "\n\nHuman: Write x.\n\nAssistant: <new_code>"));

        assertThat(answer.json().get("choices").get(0).get("text").textValue()).isEqualTo("x = 1");
        JsonNode messages = asked().json().get("messages");
        assertThat(messages.get(0).get("role").textValue()).isEqualTo("user");
        assertThat(messages.get(0).get("content").toString()).contains("Write x.");
    }

    /** TV-12: self-hosted models of releases 17.4 to 17.7. */
    @Test
    void makesAPromptForASelfHostedModel() {
        gateway.upstream().willAnswer(Wire.chatCompletion("```python\nfor i in range(9):\n    print(i)\n```"));

        Answer answer = generate(Map.of(
                "prompt_version", 2,
                "prompt", "",
                "prompt_id", "code_suggestions/generations",
                "current_file", file("a.py", "# fizzbuzz\n"),
                "model_provider", "litellm",
                "model_name", "mistral",
                "model_endpoint", gateway.upstream().url() + "/v1",
                "model_api_key", "k-local-123",
                "model_identifier", "custom_openai/mistral-7b"));

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.json().get("choices").get(0).get("text").textValue())
                .isEqualTo("for i in range(9):\n    print(i)\n");
        assertThat(answer.json().get("model").get("engine").textValue()).isEqualTo("agent");
        Received asked = asked();
        assertThat(asked.path()).isEqualTo("/v1/chat/completions");
        assertThat(asked.header("Authorization")).isEqualTo("Bearer k-local-123");
        assertThat(asked.json().get("model").textValue()).isEqualTo("mistral-7b");
        assertThat(asked.json().get("temperature").doubleValue()).isEqualTo(0.95);
        assertThat(asked.json().get("max_tokens").intValue()).isEqualTo(256);
        assertThat(asked.text()).contains("# fizzbuzz");
    }

    @Test
    void beginsANewLineWhereTheFileDoesNot() {
        gateway.upstream().willAnswer(Wire.chatCompletion("func parseDate() {}"));

        Answer answer = generate(Map.of(
                "prompt_version",
                3,
                "current_file",
                file("app.go", "// parse a date"),
                "model_provider",
                "litellm",
                "model_name",
                "mistral",
                "model_endpoint",
                gateway.upstream().url() + "/v1",
                "prompt",
                List.of(Map.of("role", "user", "content", "Write parseDate."))));

        assertThat(answer.json().get("choices").get(0).get("text").textValue()).isEqualTo("\nfunc parseDate() {}");
        assertThat(answer.json().get("model").get("engine").textValue()).isEqualTo("litellm");
        assertThat(answer.json().get("model").get("name").textValue()).isEqualTo("mistral");
    }

    @Test
    void asksGeminiWhereTheTextModelsWere() {
        gateway.upstream().willAnswerAt(Wire.VERTEX_GEMINI, Wire.gemini("x = 1\n"));

        Answer answer = generate(Map.of("prompt_version", 1, "current_file", file("a.py", "# x\n")));

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.json().get("choices").get(0).get("text").textValue()).isEqualTo("x = 1\n");
        assertThat(answer.json().get("model").get("engine").textValue()).isEqualTo("vertex-ai");
    }

    @Test
    void streamsBareText() {
        gateway.upstream().willAnswer(Wire.messageStream("<new_", "code>def a\n", "end\n</new", "_code> ignored"));

        Answer answer = generate(Map.of(
                "prompt_version",
                1,
                "current_file",
                file("a.rb", "# a\n"),
                "model_provider",
                "anthropic",
                "stream",
                true));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("text/event-stream; charset=utf-8");
        assertThat(answer.text()).isEqualTo("def a\nend\n");
    }

    /** TV-39. */
    @Test
    void refusesATokenThatTheGatewayIssued() {
        String token = gateway.rails("complete_code", "generate_code")
                .send("POST", "/v1/code/user_access_token")
                .json()
                .get("token")
                .textValue();

        Answer answer = gateway.rails()
                .header("Authorization", "Bearer " + token)
                .post(
                        "/v2/code/generations",
                        Wire.json(Map.of("prompt_version", 1, "current_file", file("a.rb", "x"))));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.text()).isEqualTo("{\"detail\":\"Unauthorized to access code generations\"}");
    }

    @Test
    void asksForThePromptThatAVersionNeeds() {
        assertThat(generate(Map.of("prompt_version", 2, "current_file", file("a.rb", "x")))
                        .status())
                .isEqualTo(422);
        assertThat(generate(Map.of("prompt_version", 3, "current_file", file("a.rb", "x"), "prompt", "text"))
                        .status())
                .isEqualTo(422);
    }
}
