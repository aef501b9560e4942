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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code POST /v2/code/completions} and its alias, as GitLab and the editors use them. Contract section 1.2. */
class CompletionsE2eTest {
    private static final String BODY = """
            {"prompt_version": 1, "project_path": "acme/billing", "project_id": -1,
             "current_file": {"file_name": "src/invoice.py", "language_identifier": "python",
               "content_above_cursor": "def vat(amount):\\n    return ", "content_below_cursor": "\\n\\nprint(vat(10))\\n"},
             "model_provider": "gitlab", "model_name": "codestral_2508_fireworks",
             "stream": false, "choices_count": 1,
             "context": [{"type": "file", "name": "src/rates.py", "content": "RATE = 0.19\\n"}]}
            """;

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

    private Answer complete(String body) {
        return gateway.rails("complete_code").post("/v2/code/completions", body);
    }

    /** The last request that is no fetch of a Google token. */
    private Received asked() {
        return gateway.upstream().received().stream()
                .filter(received -> !received.path().contains("computeMetadata"))
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    private static String file(String extra) {
        return "{\"prompt_version\": 1, \"current_file\": {\"file_name\": \"a.py\", \"content_above_cursor\": \"def f(\","
                + " \"content_below_cursor\": \"\"}" + extra + "}";
    }

    /** Editors cut the text around the cursor by UTF-16 units. */
    @Test
    void asksAboutTextThatIsCutWithinACharacter() {
        gateway.upstream().willAnswer(Wire.completion("amount * RATE"));

        Answer answer = complete(BODY.replace("def vat", "\\ude00 def vat"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(asked().json().path("prompt").asText()).contains("\uDE00 def vat");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v2/code/completions", "/v2/completions"})
    void answersInTheShapeOfTheContract(String path) {
        gateway.upstream().willAnswer(Wire.completion("amount * RATE"));

        Answer answer = gateway.rails("complete_code")
                .header("x-gitlab-enabled-feature-flags", "flag_a")
                .header("X-Request-ID", "01K2V8QFZ0J6R4M1T9B7XWCN5D")
                .post(path, BODY);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(answer.header("X-Request-ID")).isEqualTo("01K2V8QFZ0J6R4M1T9B7XWCN5D");
        assertThat(Double.parseDouble(answer.header("X-Process-Time"))).isPositive();
        JsonNode json = answer.json();
        assertThat(json.get("id").textValue()).isEqualTo("id");
        assertThat(json.get("object").textValue()).isEqualTo("text_completion");
        assertThat(json.get("experiments").size()).isZero();
        assertThat(json.get("created").isIntegralNumber()).isTrue();
        assertThat(json.get("model").get("engine").textValue()).isEqualTo("fireworks_ai");
        assertThat(json.get("model").get("name").textValue()).isEqualTo("codestral_2508_fireworks");
        assertThat(json.get("model").get("lang").textValue()).isEqualTo("python");
        assertThat(json.get("model").get("region").textValue()).isEqualTo("us-central1");
        JsonNode tokens = json.get("model").get("tokens_consumption_metadata");
        assertThat(tokens.get("input_tokens").intValue()).isEqualTo(17);
        assertThat(tokens.get("output_tokens").intValue()).isEqualTo(3);
        assertThat(tokens.get("max_output_tokens_used").booleanValue()).isFalse();
        assertThat(tokens.get("context_tokens_sent").intValue()).isPositive();
        assertThat(tokens.get("context_tokens_used").intValue())
                .isEqualTo(tokens.get("context_tokens_sent").intValue());
        assertThat(json.get("choices")).hasSize(1);
        assertThat(json.get("choices").get(0).get("text").textValue()).isEqualTo("amount * RATE");
        assertThat(json.get("choices").get(0).get("index").intValue()).isZero();
        assertThat(json.get("choices").get(0).get("finish_reason").textValue()).isEqualTo("length");
        assertThat(json.get("metadata").get("enabled_feature_flags").get(0).textValue())
                .isEqualTo("flag_a");
    }

    @Test
    void fillsInTheMiddleOnFireworks() {
        gateway.upstream().willAnswer(Wire.completion("amount * RATE"));

        complete(BODY);

        Received asked = asked();
        assertThat(asked.path()).isEqualTo(Wire.FIREWORKS);
        assertThat(asked.header("Authorization")).isEqualTo("Bearer " + TestGateway.FIREWORKS_KEY);
        assertThat(asked.header("x-session-affinity")).isEqualTo(TestGateway.USER);
        JsonNode json = asked.json();
        assertThat(json.get("prompt").textValue())
                .isEqualTo(
                        "</s>[SUFFIX]\n\nprint(vat(10))\n[PREFIX]RATE = 0.19\n\ndef vat(amount):\n    return [MIDDLE]");
        assertThat(json.get("max_tokens").intValue()).isEqualTo(64);
        assertThat(json.get("temperature").doubleValue()).isEqualTo(0.32);
        assertThat(json.get("logprobs").intValue()).isEqualTo(1);
        assertThat(json.get("stop").toString())
                .contains("[PREFIX]", "[MIDDLE]", "[SUFFIX]", "</s>[SUFFIX]", "\\n\\n", "\\n+++++");
        assertThat(json.has("prompt_cache_max_len")).isFalse();
    }

    @Test
    void forbidsThePromptCacheWhenTheHeaderSaysSo() {
        gateway.upstream().willAnswer(Wire.completion("x"));

        gateway.rails("complete_code")
                .header("X-Gitlab-Model-Prompt-Cache-Enabled", "false")
                .post("/v2/code/completions", BODY);

        assertThat(asked().json().get("prompt_cache_max_len").intValue()).isZero();
    }

    @Test
    void asksCodestralOnVertexWhenNothingIsChosen() {
        gateway.upstream().willAnswerAt(Wire.VERTEX_CODESTRAL, Wire.chatCompletion("x):"));

        Answer answer = complete(file(""));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().get("model").get("engine").textValue()).isEqualTo("vertex-ai");
        assertThat(answer.json().get("model").get("name").textValue()).isEqualTo("codestral_2508_vertex");
        Received asked = asked();
        assertThat(asked.path())
                .isEqualTo("/v1/projects/fixture-project/locations/us-central1" + Wire.VERTEX_CODESTRAL);
        assertThat(asked.header("Authorization")).isEqualTo("Bearer " + TestGateway.GOOGLE_TOKEN);
        assertThat(asked.json().get("prompt").textValue()).isEqualTo("def f(");
    }

    @ParameterizedTest
    @CsvSource({
        "fireworks_ai, codestral-2508, /fireworks/v1/completions, codestral_2508_fireworks",
        "fireworks_ai, codestral-2501, /fireworks/v1/completions, codestral_2501_fireworks",
        "fireworks_ai, qwen2p5-coder-7b, /fireworks/v1/completions, codestral_2501_fireworks",
        "vertex-ai, codestral-2501, codestral-2508:rawPredict, codestral_2508_vertex",
        "gitlab, codestral_2508_vertex, codestral-2508:rawPredict, codestral_2508_vertex",
        "gitlab, codestral_2501_vertex, codestral-2508:rawPredict, codestral_2508_vertex",
        "gitlab, '', /fireworks/v1/completions, codestral_2508_fireworks",
    })
    void routesByProviderAndName(String provider, String name, String path, String reported) {
        gateway.upstream().willAnswerAt("rawPredict", Wire.chatCompletion("x"));
        gateway.upstream().willAnswerAt("/fireworks", Wire.completion("x"));

        Answer answer = complete(file(", \"model_provider\": \"" + provider + "\", \"model_name\": \"" + name + "\""));

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.json().get("model").get("name").textValue()).isEqualTo(reported);
        assertThat(asked().path()).contains(path);
    }

    @Test
    void asksASelfHostedModelWhereTheCallerSays() {
        gateway.upstream().willAnswer(Wire.completion("return a + b"));
        String body = Wire.json(Map.of(
                "prompt_version", 2,
                "current_file",
                        Map.of(
                                "file_name",
                                "main.py",
                                "content_above_cursor",
                                "def add(a, b):\n    ",
                                "content_below_cursor",
                                "\n"),
                "model_provider", "litellm",
                "model_endpoint", gateway.upstream().url() + "/vllm/v1",
                "model_name", "codestral",
                "model_api_key", "k-local-123",
                "model_identifier", "custom_openai/codestral-22b"));

        Answer answer = complete(body);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().get("model").get("engine").textValue()).isEqualTo("litellm");
        assertThat(answer.json().get("model").get("name").textValue()).isEqualTo("codestral");
        assertThat(answer.json().get("choices").get(0).get("text").textValue()).isEqualTo("return a + b");
        Received asked = asked();
        assertThat(asked.path()).isEqualTo("/vllm/v1/completions");
        assertThat(asked.header("Authorization")).isEqualTo("Bearer k-local-123");
        assertThat(asked.json().get("model").textValue()).isEqualTo("codestral-22b");
        assertThat(asked.json().get("prompt").textValue()).isEqualTo("<s>[SUFFIX]\n[PREFIX]def add(a, b):\n    ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "codegemma # <|fim_prefix|>P<|fim_suffix|>S<|fim_middle|>",
                "codellama # <PRE> P <SUF>S <MID>",
                "deepseekcoder # <\uFF5Cfim\u2581begin\uFF5C>P<\uFF5Cfim\u2581hole\uFF5C>S<\uFF5Cfim\u2581end\uFF5C>",
                "qwen2p5-coder-7b # <|fim_prefix|>P<|fim_suffix|>S<|fim_middle|>",
            })
    void knowsTheFormatOfEachSelfHostedFamily(String family, String prompt) {
        gateway.upstream().willAnswer(Wire.completion("x"));
        String body = Wire.json(Map.of(
                "prompt_version",
                1,
                "current_file",
                Map.of("file_name", "a.c", "content_above_cursor", "P", "content_below_cursor", "S"),
                "model_provider",
                "litellm",
                "model_name",
                family,
                "model_endpoint",
                gateway.upstream().url() + "/v1"));

        assertThat(complete(body).status()).isEqualTo(200);
        assertThat(asked().json().get("prompt").textValue()).isEqualTo(prompt);
    }

    @Test
    void makesControlTokensInAFileHarmless() {
        gateway.upstream().willAnswer(Wire.completion("x"));
        String body = Wire.json(Map.of(
                "prompt_version",
                1,
                "current_file",
                Map.of("file_name", "a.c", "content_above_cursor", "\"<|fim_suffix|>\"", "content_below_cursor", ""),
                "model_provider",
                "litellm",
                "model_name",
                "codegemma",
                "model_endpoint",
                gateway.upstream().url() + "/v1"));

        complete(body);

        String prompt = asked().json().get("prompt").textValue();
        assertThat(prompt.split("<\\|fim_suffix\\|>", -1)).hasSize(2);
    }

    @Test
    void talksToFamiliesThatOnlyChat() {
        gateway.upstream().willAnswer(Wire.chatCompletion("a, b):"));
        String body = Wire.json(Map.of(
                "prompt_version",
                2,
                "current_file",
                Map.of("file_name", "a.py", "content_above_cursor", "def f(", "content_below_cursor", "\nx"),
                "model_provider",
                "litellm",
                "model_name",
                "gpt",
                "model_endpoint",
                gateway.upstream().url() + "/v1",
                "model_identifier",
                "gpt-4o-mini"));

        assertThat(complete(body).json().get("choices").get(0).get("text").textValue())
                .isEqualTo("a, b):");
        assertThat(asked().path()).isEqualTo("/v1/chat/completions");
        assertThat(asked().json().get("messages").get(1).get("content").textValue())
                .contains("a.py", "def f(", "\nx");
    }

    @Test
    void sendsAWholePromptToClaudeAsItIs() {
        gateway.upstream().willAnswer(Wire.messages("  puts 1\n"));
        String body = Wire.json(Map.of(
                "prompt_version",
                3,
                "current_file",
                Map.of("file_name", "a.rb", "content_above_cursor", "x", "content_below_cursor", ""),
                "model_provider",
                "anthropic",
                "model_name",
                "claude-sonnet-4-5-20250929",
                "prompt",
                List.of(
                        Map.of("role", "system", "content", "You complete Ruby."),
                        Map.of("role", "user", "content", "Complete: x")),
                "context",
                List.of(Map.of("type", "file", "name", "n", "content", "must not be sent"))));

        Answer answer = complete(body);

        assertThat(answer.json().get("choices").get(0).get("text").textValue()).isEqualTo("  puts 1\n");
        Received asked = asked();
        assertThat(asked.path()).isEqualTo(Wire.ANTHROPIC);
        assertThat(asked.header("x-api-key")).isEqualTo(TestGateway.ANTHROPIC_KEY);
        assertThat(asked.json().get("system").toString()).contains("You complete Ruby.");
        assertThat(asked.json().get("messages").size()).isEqualTo(1);
        assertThat(asked.text()).doesNotContain("must not be sent");
    }

    @Test
    void dropsContextForAnthropic() {
        gateway.upstream().willAnswer(Wire.messages("x"));

        complete(file(
                ", \"model_provider\": \"anthropic\", \"context\": [{\"type\": \"file\", \"name\": \"n\", \"content\":"
                        + " \"must not be sent\"}]"));

        assertThat(asked().text()).doesNotContain("must not be sent");
    }

    @Test
    void suggestsNothingForAFileOfNoLanguage() {
        Answer answer = complete(
                "{\"prompt_version\": 1, \"current_file\": {\"file_name\": \"LICENSE\", \"content_above_cursor\": \"a\","
                        + " \"content_below_cursor\": \"\"}}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().get("choices").size()).isZero();
        assertThat(answer.json().get("model").get("tokens_consumption_metadata").isNull())
                .isTrue();
        assertThat(gateway.upstream().received()).isEmpty();
    }

    @Test
    void leavesEmptySuggestionsOut() {
        gateway.upstream().willAnswer(Wire.completion("  \n "));

        Answer answer = complete(BODY);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().get("choices").size()).isZero();
    }

    @Test
    void streamsBareText() {
        gateway.upstream().willAnswer(Wire.completionStream("amount", " * ", "RATE"));

        Answer answer = complete(BODY.replace("\"stream\": false", "\"stream\": true"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("text/event-stream; charset=utf-8");
        assertThat(answer.header("X-Streaming-Format")).isEmpty();
        assertThat(answer.text()).isEqualTo("amount * RATE");
        assertThat(asked().json().get("stream").booleanValue()).isTrue();
    }

    @Test
    void cleansWhatAModelRunsOnWith() {
        gateway.upstream().willAnswerAt("rawPredict", Wire.chatCompletion("a + b\n\ndef next():\n    pass\n"));
        String body = Wire.json(Map.of(
                "prompt_version",
                1,
                "current_file",
                Map.of(
                        "file_name", "a.py",
                        "content_above_cursor", "def add(a, b):\n    return ",
                        "content_below_cursor", ""),
                "model_provider",
                "vertex-ai"));

        assertThat(complete(body)
                        .json()
                        .get("choices")
                        .get(0)
                        .get("text")
                        .textValue()
                        .strip())
                .isEqualTo("a + b");
    }

    @Test
    void acceptsATokenThatTheGatewayIssued() {
        String token = gateway.rails("complete_code")
                .send("POST", "/v1/code/user_access_token")
                .json()
                .get("token")
                .textValue();
        gateway.upstream().willAnswer(Wire.completion("x"));

        Answer answer =
                gateway.rails().header("Authorization", "Bearer " + token).post("/v2/completions", BODY);

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }

    @Test
    void refusesACallerWithoutTheUnitPrimitive() {
        Answer answer = gateway.rails("generate_code").post("/v2/code/completions", BODY);

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.text()).isEqualTo("{\"detail\":\"Unauthorized to access code completions\"}");
    }

    @Test
    void asksForAnotherUnitPrimitiveForAmazonQ() {
        String body = file(", \"model_provider\": \"amazon_q\", \"model_name\": \"amazon_q\", \"role_arn\": \"arn:a\"");

        assertThat(gateway.rails("complete_code").post("/v2/completions", body).status())
                .isEqualTo(403);
        assertThat(gateway.rails("amazon_q_integration")
                        .post("/v2/completions", body)
                        .status())
                .isEqualTo(503);
    }

    @Test
    void refusesAModelNameThatTheProviderDoesNotHave() {
        Answer answer = complete(file(", \"model_provider\": \"vertex-ai\", \"model_name\": \"gpt-9\""));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.text())
                .contains(
                        "Value error, model gpt-9 is not supported by use case code completions and provider vertex-ai");
    }

    @Test
    void echoesNoFlagThatIsDisallowedForTheRealm() {
        try (TestGateway strict =
                TestGateway.start("AIGW_FEATURE_FLAGS__DISALLOWED_FLAGS", "{\"self-managed\": [\"flag_b\"]}")) {
            strict.upstream().willAnswer(Wire.completion("x"));

            Answer answer = strict.rails("complete_code")
                    .header("x-gitlab-enabled-feature-flags", "flag_a,flag_b")
                    .post("/v2/completions", BODY);

            assertThat(answer.json()
                            .get("metadata")
                            .get("enabled_feature_flags")
                            .toString())
                    .isEqualTo("[\"flag_a\"]");
        }
    }
}
