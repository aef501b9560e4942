package io.aigateway.e2e;

import static io.aigateway.e2e.Blueprint.CHAT;
import static io.aigateway.e2e.Blueprint.CODE;
import static io.aigateway.e2e.Blueprint.CODE_LATER;
import static io.aigateway.e2e.Blueprint.GEMINI;
import static io.aigateway.e2e.Blueprint.ONE_PROMPT;
import static io.aigateway.e2e.Blueprint.TWO_PROMPTS;
import static io.aigateway.e2e.Blueprint.prompt;
import static io.aigateway.e2e.Blueprint.request;
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

/** Prompts for several providers in one request: the first that can be served is. Contract section 2.4. */
class BlueprintE2eTest {
    private TestGateway gateway;

    @BeforeEach
    void start() {
        gateway = TestGateway.start();
        gateway.upstream().willAnswerAt(Wire.METADATA_TOKEN, Wire.googleToken(TestGateway.GOOGLE_TOKEN));
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private Answer chat(String body) {
        return gateway.rails("duo_chat").post(CHAT, body);
    }

    private Answer complete(String body) {
        return gateway.rails("complete_code").post(CODE, body);
    }

    private List<Received> asked(String path) {
        return gateway.upstream().received().stream()
                .filter(received -> received.path().contains(path))
                .toList();
    }

    private static void assertServedBy(Answer answer, String provider, String model) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        JsonNode metadata = answer.json().get("metadata");
        assertThat(metadata.fieldNames()).toIterable().containsExactly("identifier", "model", "provider", "timestamp");
        assertThat(metadata.get("provider").textValue()).isEqualTo(provider);
        assertThat(metadata.get("model").textValue()).isEqualTo(model);
        assertThat(metadata.get("identifier").textValue()).isNotBlank();
        assertThat(metadata.get("timestamp").isIntegralNumber()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {CODE, CODE_LATER})
    void completesCodeWithTheCallersPrompt(String path) {
        gateway.upstream().willAnswerAt(Wire.VERTEX_CODESTRAL, Wire.chatCompletion("\nrequire 'something/else'"));

        Answer answer = gateway.rails("complete_code").post(path, ONE_PROMPT);

        assertServedBy(answer, "vertex-ai", "code-gecko");
        assertThat(answer.json().fieldNames()).toIterable().containsExactly("response", "metadata");
        assertThat(answer.json().get("response").textValue()).isEqualTo("\nrequire 'something/else'");
        JsonNode sent = asked(Wire.VERTEX_CODESTRAL).get(0).json();
        assertThat(sent.get("prompt").textValue()).isEqualTo("require 'active_record/railtie'");
        assertThat(sent.get("suffix").textValue()).isEqualTo("\nrequire 'action_controller/railtie'");
        assertThat(sent.get("max_tokens").intValue()).isEqualTo(1024);
        assertThat(sent.get("temperature").doubleValue()).isEqualTo(0.2);
    }

    @Test
    void makesAPromptOfTheBuildingBlocksWhenTheCallersProviderIsDown() {
        gateway.upstream().willAnswerAt(Wire.VERTEX_CODESTRAL, Reply.json(503, "{}"));
        gateway.upstream().willAnswerAt(Wire.FIREWORKS, Wire.completion("\nrequire 'something/else'"));

        Answer answer = complete(ONE_PROMPT);

        assertServedBy(answer, "fireworks_ai", "codestral_2508_fireworks");
        assertThat(answer.json().get("response").textValue()).isEqualTo("\nrequire 'something/else'");
        String sent = asked(Wire.FIREWORKS).get(0).json().get("prompt").textValue();
        assertThat(sent)
                .contains("[SUFFIX]\nrequire 'action_controller/railtie'[PREFIX]")
                .contains("class ApplicationController < ActionController::Base...\nrequire 'active_record/railtie'");
    }

    @Test
    void makesAPromptOfTheBuildingBlocksWhenNoneCame() {
        gateway.upstream().willAnswerAt(Wire.FIREWORKS, Wire.completion("a + b"));

        Answer answer = complete(request(
                Blueprint.component("editor_content", "\"content_above_cursor\": \"def add(a, b):\\n    return \"")));

        assertServedBy(answer, "fireworks_ai", "codestral_2508_fireworks");
        assertThat(answer.json().get("response").textValue()).isEqualTo("a + b");
    }

    @Test
    void answersWithTheFirstProvider() {
        gateway.upstream().willAnswerAt(GEMINI, Wire.gemini("An issue is a task."));

        Answer answer = chat(TWO_PROMPTS);

        assertServedBy(answer, "vertex-ai", "text-bison");
        assertThat(answer.json().get("response").textValue()).isEqualTo("An issue is a task.");
        JsonNode sent = asked(GEMINI).get(0).json();
        assertThat(sent.get("contents").toString()).contains("a resource called an issue...");
        assertThat(sent.get("generationConfig").get("maxOutputTokens").intValue())
                .isEqualTo(1024);
        assertThat(asked(Wire.ANTHROPIC)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 503, 429, 404, 401})
    void answersWithTheSecondProviderWhenTheFirstDoesNotServe(int status) {
        gateway.upstream().willAnswerAt(GEMINI, Reply.json(status, "{}"));
        gateway.upstream().willAnswerAt(Wire.ANTHROPIC, Wire.messages("An issue is a task."));

        Answer answer = chat(TWO_PROMPTS);

        assertServedBy(answer, "anthropic", "claude-2");
        assertThat(answer.json().get("response").textValue()).isEqualTo("An issue is a task.");
        JsonNode sent = asked(Wire.ANTHROPIC).get(0).json();
        assertThat(sent.get("messages").size()).isEqualTo(1);
        assertThat(sent.get("messages").toString()).contains("System: You can fetch information");
        assertThat(sent.get("temperature").doubleValue()).isEqualTo(0.2);
        assertThat(gateway.count("gateway_model_fallbacks", "model", "gemini_3_5_flash_vertex"))
                .isEqualTo(1);
    }

    @Test
    void answersWithTheSecondProviderWhenTheFirstHangsUp() {
        gateway.upstream().willAnswerAt(GEMINI, Reply.hangUp());
        gateway.upstream().willAnswerAt(Wire.ANTHROPIC, Wire.messages("Yes."));

        assertServedBy(chat(TWO_PROMPTS), "anthropic", "claude-2");
    }

    @Test
    void leavesAPromptOutWhoseModelIsNoLongerSupported() {
        gateway.upstream().willAnswerAt(Wire.ANTHROPIC, Wire.messages("Yes."));

        Answer answer = chat(request(
                prompt("vertex-ai", "text-unicorn", "One?"),
                prompt("nobody", "nothing", "Two?"),
                prompt("anthropic", "claude-sonnet-4-6", "Three?")));

        assertServedBy(answer, "anthropic", "claude-sonnet-4-6");
        assertThat(gateway.upstream().received()).hasSize(1);
        assertThat(asked(Wire.ANTHROPIC).get(0).text()).contains("Three?");
    }

    @Test
    void namesThePromptsWhoseModelsAreNotSupportedWhenThereIsNoOther() {
        Answer answer = chat(request(prompt("vertex-ai", "text-unicorn", "secret question")));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.text())
                .contains("'body', 'prompt_components', '0', 'payload', 'model'")
                .contains("model text-unicorn is not supported")
                .doesNotContain("secret question");
        assertThat(gateway.upstream().received()).isEmpty();
    }

    @Test
    void makesAPromptOfTheBuildingBlocksWhenNoModelIsSupported() {
        gateway.upstream().willAnswerAt(Wire.FIREWORKS, Wire.completion("1"));

        Answer answer = complete(request(
                prompt("vertex-ai", "code-unicorn", "x = "),
                Blueprint.component("editor_content", "\"file_name\": \"a.py\", \"content_above_cursor\": \"x = \"")));

        assertServedBy(answer, "fireworks_ai", "codestral_2508_fireworks");
    }

    /** The whole list of questions counts as one: the failure of the first is told, as it is what the caller wanted most. */
    @Test
    void tellsWhyTheFirstFailedWhenAllFail() {
        gateway.upstream().willAnswerAt(GEMINI, Reply.json(429, "{}").header("retry-after", "7"));
        gateway.upstream().willAnswerAt(Wire.ANTHROPIC, Reply.json(500, "{}"));

        Answer answer = chat(TWO_PROMPTS);

        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.header("Retry-After")).isEqualTo("7");
    }

    @Test
    void tellsWhyThePromptFailedWhenTheBuildingBlocksFailToo() {
        gateway.upstream().willAlwaysAnswer(Reply.json(500, "{}"));

        Answer answer = complete(ONE_PROMPT);

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.json().get("detail").textValue()).isEqualTo("Inference failed");
        assertThat(asked(Wire.FIREWORKS)).isNotEmpty();
    }

    /** What is wrong with a prompt is not repeated elsewhere. */
    @Test
    void asksNobodyElseWhenTheModelRefusesThePrompt() {
        gateway.upstream().willAnswerAt(GEMINI, Reply.json(400, "{}"));

        assertThat(chat(TWO_PROMPTS).status()).isEqualTo(503);
        assertThat(asked(Wire.ANTHROPIC)).isEmpty();
    }

    @Test
    void passesAFinishedPromptOnAsItIs() {
        gateway.upstream().willAnswerAt(Wire.FIREWORKS, Wire.completion("b"));

        Answer answer = complete(request(prompt("fireworks_ai", "codestral-2508", "[SUFFIX][PREFIX]a + ")));

        assertServedBy(answer, "fireworks_ai", "codestral-2508");
        assertThat(asked(Wire.FIREWORKS).get(0).json().get("prompt").textValue())
                .isEqualTo("[SUFFIX][PREFIX]a + ");
    }

    @Test
    void readsMessages() {
        gateway.upstream().willAnswerAt(Wire.ANTHROPIC, Wire.messages("Yes."));

        Answer answer = chat(request(Blueprint.component(
                "prompt",
                "\"provider\": \"anthropic\", \"content\": [{\"role\": \"system\", \"content\": \"Be brief.\"},"
                        + " {\"role\": \"user\", \"content\": \"Are you there?\"}]")));

        assertServedBy(answer, "anthropic", "claude_sonnet_4_5_20250929");
        JsonNode sent = asked(Wire.ANTHROPIC).get(0).json();
        assertThat(sent.get("system").toString()).contains("Be brief.");
        assertThat(sent.get("messages").toString()).contains("Are you there?");
    }

    @Test
    void asksASelfHostedModelWhereThatIsPermitted() {
        String prompt = Blueprint.component(
                "prompt",
                "\"content\": \"Are you there?\", \"provider\": \"litellm\", \"model\": \"mistral\", \"model_endpoint\": \""
                        + gateway.upstream().url() + "/v1\", \"model_identifier\": \"custom_openai/mistral-small\"");

        Answer refused = chat(request(prompt));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("specifying custom models endpoint is disabled");
        try (TestGateway own = TestGateway.start("AIGW_CUSTOM_MODELS__ENABLED", "true")) {
            own.upstream().willAlwaysAnswer(Wire.chatCompletion("Yes."));
            String there =
                    prompt.replace(gateway.upstream().url(), own.upstream().url());
            assertServedBy(own.rails("duo_chat").post(CHAT, request(there)), "litellm", "mistral");
        }
    }

    @ParameterizedTest
    @CsvSource({
        CHAT + ", complete_code, Unauthorized to access duo_chat",
        CODE + ", duo_chat, Unauthorized to access code suggestions",
        CODE_LATER + ", duo_chat, Unauthorized to access code suggestions"
    })
    void asksForTheUnitPrimitive(String path, String other, String detail) {
        Answer answer = gateway.rails(other).post(path, ONE_PROMPT);

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.json().get("detail").textValue()).isEqualTo(detail);
        assertThat(gateway.upstream().received()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {CHAT, CODE, CODE_LATER, "/v1/telemetry"})
    void answersNobodyWithoutAToken(String path) {
        Answer answer = gateway.anonymous().post(path, ONE_PROMPT);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.json().has("error")).isTrue();
    }

    @Test
    void keepsCallersOfDuoCoreOutOfChatWhereThatIsWanted() {
        try (TestGateway own =
                TestGateway.start("AIGW_PROCESS_LEVEL_FEATURE_FLAGS__DUO_CLASSIC_CHAT_DUO_CORE_CUTOFF", "true")) {
            Answer answer = own.rails("duo_chat")
                    .header("X-Gitlab-Feature-Enablement-Type", "duo_core")
                    .post(CHAT, TWO_PROMPTS);

            assertThat(answer.status()).isEqualTo(403);
        }
    }

    @Test
    void asksTheQuotaServiceBeforeItCompletes() {
        try (TestGateway own = TestGateway.start(
                "CUSTOMER_PORTAL_USAGE_QUOTA_API_USER", "gateway@example.test",
                "CUSTOMER_PORTAL_USAGE_QUOTA_API_TOKEN", "planted-quota-token")) {
            // The fake issuer stands in for the portal and knows no quota: the check fails closed.
            assertThat(own.rails("complete_code").post(CODE, ONE_PROMPT).text()).contains("USAGE_QUOTA_NOT_ENTITLED");
        }
    }

    @Test
    void leavesThePathOfTheOlderProtocolToItsOwnComponents() {
        String own =
                "{\"prompt_components\": [{\"type\": \"code_editor_completion\", \"payload\": {\"file_name\": \"a.py\","
                        + " \"content_above_cursor\": \"x = \", \"content_below_cursor\": \"\"}}]}";
        gateway.upstream().willAnswerAt(Wire.FIREWORKS, Wire.completion("1"));

        assertThat(gateway.rails("complete_code").post(CODE_LATER, own).json().has("choices"))
                .isTrue();
        assertThat(gateway.rails("complete_code")
                        .post(CODE_LATER, request(Blueprint.component("some_type", "")))
                        .status())
                .isEqualTo(422);
    }

    @ParameterizedTest
    @CsvSource({CHAT + ", duo_chat, mock", CODE + ", complete_code, mock completion"})
    void answersFromTheMockAtOnce(String path, String unitPrimitive, String said) {
        try (TestGateway own = TestGateway.start("AIGW_MOCK_MODEL_RESPONSES", "true")) {
            Answer answer = own.rails(unitPrimitive).post(path, path.equals(CHAT) ? TWO_PROMPTS : ONE_PROMPT);

            assertThat(answer.json().get("response").textValue()).isEqualTo(said);
            assertThat(own.upstream().received()).isEmpty();
        }
    }
}
