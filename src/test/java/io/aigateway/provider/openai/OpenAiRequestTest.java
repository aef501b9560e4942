package io.aigateway.provider.openai;

import static io.aigateway.provider.Questions.EVERYTHING;
import static io.aigateway.provider.Questions.PLAIN;
import static io.aigateway.provider.Questions.ask;
import static io.aigateway.provider.Questions.assistant;
import static io.aigateway.provider.Questions.chat;
import static io.aigateway.provider.Questions.completion;
import static io.aigateway.provider.Questions.system;
import static io.aigateway.provider.Questions.target;
import static io.aigateway.provider.Questions.user;
import static io.aigateway.provider.Questions.withHeader;
import static io.aigateway.provider.Questions.withoutCache;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aigateway.kernel.Failure.Kind;
import io.aigateway.kernel.FailureException;
import io.aigateway.kernel.Secret;
import io.aigateway.model.api.ModelAsked;
import io.aigateway.model.api.ModelInput;
import io.aigateway.model.api.Parameters;
import io.aigateway.model.api.Target;
import io.aigateway.provider.UpstreamCall;
import io.aigateway.settings.ProviderSettings;
import io.aigateway.testkit.Fixtures;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiRequestTest {
    private static final ModelInput HELLO = chat(system("Be brief."), user("Hello \u2026"));
    private static final ModelInput PREFILLED = chat(user("Hello"), assistant("Hi"));
    private static final ModelInput FIM = completion("int add(int a, int b) {\n    return ", ";\n}");
    private static final Target LOCAL = target("codegemma-7b", "", "http://llm.test:8000/v1", "", "");
    private static final Parameters GREEDY = new Parameters(0.0, null, null, 64, List.of("\n\n"), 1);

    private final OpenAiProvider openai = OpenAiProvider.openai(api("https://api.openai.com/v1"));
    private final OpenAiProvider fireworks = OpenAiProvider.fireworks(api("https://api.fireworks.ai/inference/v1"));
    private final OpenAiProvider mistral = OpenAiProvider.mistral(api("https://api.mistral.ai/v1"));
    private final OpenAiProvider selfhosted = OpenAiProvider.selfhosted();

    private static ProviderSettings.Api api(String url) {
        return new ProviderSettings.Api(URI.create(url), new Secret("sk"));
    }

    private static UpstreamCall call(OpenAiProvider provider, ModelAsked asked) {
        return provider.call(asked, false).result();
    }

    private static JsonNode body(OpenAiProvider provider, ModelAsked asked) {
        return Fixtures.parse(call(provider, asked).body().toString());
    }

    private static JsonNode streamed(OpenAiProvider provider, ModelAsked asked) {
        return Fixtures.parse(provider.call(asked, true).result().body().toString());
    }

    private static Kind failureOf(OpenAiProvider provider, ModelAsked asked) {
        return FailureException.failureIn(provider.call(asked, false).cause()).kind();
    }

    @Test
    void hasANameForEachServer() {
        assertThat(List.of(openai.name(), fireworks.name(), mistral.name(), selfhosted.name()))
                .containsExactly("openai", "fireworks", "mistral", "selfhosted");
    }

    @Test
    void callsEachServerOnItsPaths() {
        assertThat(call(openai, ask(target("gpt-4o"), HELLO)).uri())
                .hasToString("https://api.openai.com/v1/chat/completions");
        assertThat(call(openai, ask(target("gpt-3.5-turbo-instruct"), FIM)).uri())
                .hasToString("https://api.openai.com/v1/completions");
        assertThat(call(fireworks, ask(target("m"), FIM)).uri())
                .hasToString("https://api.fireworks.ai/inference/v1/completions");
        assertThat(call(mistral, ask(target("m"), HELLO)).uri())
                .hasToString("https://api.mistral.ai/v1/chat/completions");
        assertThat(call(mistral, ask(target("m"), FIM)).uri()).hasToString("https://api.mistral.ai/v1/fim/completions");
        assertThat(call(selfhosted, ask(LOCAL, HELLO)).uri()).hasToString("http://llm.test:8000/v1/chat/completions");
    }

    @Test
    void sendsItsKeyAsABearer() {
        assertThat(call(openai, ask(target("gpt-4o"), HELLO)).headers())
                .containsOnly(
                        Map.entry("content-type", "application/json"),
                        Map.entry("accept", "application/json"),
                        Map.entry("authorization", "Bearer sk"));
        assertThat(openai.call(ask(target("gpt-4o"), HELLO), true).result().headers())
                .containsEntry("accept", "text/event-stream");
    }

    @Test
    void writesAChatForOpenAi() {
        assertThat(streamed(openai, ask(target("gpt-4o"), HELLO, EVERYTHING))).isEqualTo(Fixtures.parse("""
                {
                  "model": "gpt-4o",
                  "messages": [
                    {"role": "system", "content": "Be brief."},
                    {"role": "user", "content": "Hello \u2026"}
                  ],
                  "max_completion_tokens": 256,
                  "temperature": 0.2,
                  "top_p": 0.9,
                  "stop": ["</new_code>", "\\n\\n"],
                  "stream": true,
                  "stream_options": {"include_usage": true}
                }"""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gpt-5",
                "gpt-5-mini",
                "gpt-5.6-sol",
                "gpt-6.2-sol",
                "o1",
                "o3-mini",
                "o4-mini",
                "openai/gpt-5",
                "gpt-10"
            })
    void sendsReasoningModelsNothingThatTheyRefuse(String model) {
        for (JsonNode body : List.of(
                body(openai, ask(target(model), HELLO, EVERYTHING)),
                body(selfhosted, ask(target(model, "", "https://az.test/v1", "k", ""), HELLO, EVERYTHING)))) {
            assertThat(body.fieldNames())
                    .toIterable()
                    .containsExactly("model", "messages", "max_completion_tokens", "stream");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpt-4o", "gpt-4.1", "gpt-oss-120b", "omni", "llama3", "gpt", ""})
    void sendsOtherModelsWhatWasAskedFor(String model) {
        assertThat(body(openai, ask(target(model), HELLO, EVERYTHING)).has("temperature"))
                .isTrue();
    }

    @Test
    void writesACompletionForOpenAi() {
        var asked = ask(target("gpt-3.5-turbo-instruct"), FIM, new Parameters(0.0, null, null, 16, List.of("\n\n"), 1));

        assertThat(body(openai, asked)).isEqualTo(fixture("openai.completions.request.json"));
    }

    @Test
    void writesACompletionForMistral() {
        assertThat(body(mistral, ask(target("codestral-2508"), FIM, GREEDY)))
                .isEqualTo(without(fixture("mistral.fim.request.json"), "min_tokens"));
    }

    @Test
    void writesAChatForMistral() {
        assertThat(streamed(mistral, ask(target("devstral"), PREFILLED, EVERYTHING)))
                .isEqualTo(Fixtures.parse("""
                {
                  "model": "devstral",
                  "messages": [
                    {"role": "user", "content": "Hello"},
                    {"role": "assistant", "content": "Hi", "prefix": true}
                  ],
                  "max_tokens": 256,
                  "temperature": 0.2,
                  "top_p": 0.9,
                  "stop": ["</new_code>", "\\n\\n"],
                  "stream": true
                }"""));
    }

    @Test
    void writesACompletionForFireworks() {
        var expected = fixture("fireworks.completions.request.json");
        var asked = ask(
                target(expected.path("model").asText()),
                completion(expected.path("prompt").asText(), null),
                new Parameters(0.0, null, null, 48, List.of("<|endoftext|>", "<|fim_pad|>", "<|file_sep|>"), 1));

        var body = body(fireworks, asked);

        assertThat(body.path("logprobs").asInt()).isEqualTo(1);
        assertThat(without(body, "logprobs")).isEqualTo(without(expected, "prompt_cache_key"));
        assertThat(streamed(fireworks, asked).has("stream_options")).isFalse();
    }

    @Test
    void writesAChatForFireworks() {
        var body = body(fireworks, ask(target("m"), PREFILLED, EVERYTHING));

        assertThat(body.path("messages")).hasSize(2);
        assertThat(body.path("top_k").asInt()).isEqualTo(40);
        assertThat(body.path("context_length_exceeded_behavior").asText()).isEqualTo("error");
        assertThat(body.has("logprobs")).isFalse();
    }

    @Test
    void tellsFireworksToKeepNothing() {
        assertThat(body(fireworks, withoutCache(ask(target("m"), FIM)))
                        .path("prompt_cache_max_len")
                        .asInt(-1))
                .isZero();
        assertThat(body(fireworks, ask(target("m"), FIM)).has("prompt_cache_max_len"))
                .isFalse();
        assertThat(body(openai, withoutCache(ask(target("m"), FIM))).has("prompt_cache_max_len"))
                .isFalse();
    }

    @Test
    void sendsFireworksTheTextAfterTheCursorInThePromptOnly() {
        assertThat(body(fireworks, ask(target("m"), FIM)).has("suffix")).isFalse();
    }

    @Test
    void writesAChatForAServerOfTheirOwn() {
        assertThat(streamed(selfhosted, ask(LOCAL, PREFILLED, EVERYTHING))).isEqualTo(Fixtures.parse("""
                {
                  "model": "codegemma-7b",
                  "messages": [
                    {"role": "user", "content": "Hello"},
                    {"role": "assistant", "content": "Hi"}
                  ],
                  "max_tokens": 256,
                  "temperature": 0.2,
                  "top_p": 0.9,
                  "top_k": 40,
                  "stop": ["</new_code>", "\\n\\n"],
                  "stream": true,
                  "stream_options": {"include_usage": true}
                }"""));
    }

    @Test
    void writesACompletionForAServerOfTheirOwn() {
        assertThat(streamed(selfhosted, ask(LOCAL, completion("<PRE>", null), GREEDY)))
                .isEqualTo(Fixtures.parse("""
                {
                  "model": "codegemma-7b",
                  "prompt": "<PRE>",
                  "max_tokens": 64,
                  "temperature": 0.0,
                  "stop": ["\\n\\n"],
                  "stream": true
                }"""));
        assertThat(body(selfhosted, ask(LOCAL, FIM)).path("suffix").asText()).isEqualTo(";\n}");
        assertThat(body(selfhosted, ask(LOCAL, completion("a", ""))).has("suffix"))
                .isFalse();
    }

    @Test
    void doesNotAskForUsageOutsideOfAStream() {
        assertThat(body(openai, ask(target("gpt-4o"), HELLO)).has("stream_options"))
                .isFalse();
        assertThat(body(selfhosted, ask(LOCAL, HELLO)).has("stream_options")).isFalse();
    }

    @Test
    void sendsOpenAiNoMoreStopsThanItTakes() {
        var many = new Parameters(null, null, null, 64, List.of("1", "", "2", "3", "4", "5"), 1);

        assertThat(body(openai, ask(target("gpt-4o"), HELLO, many)).path("stop"))
                .hasSize(4);
        assertThat(body(selfhosted, ask(LOCAL, HELLO, many)).path("stop")).hasSize(5);
        assertThat(body(selfhosted, ask(LOCAL, HELLO, PLAIN)).has("stop")).isFalse();
    }

    @Test
    void dropsABegunAnswerThatOpenAiWouldTakeForAFinishedOne() {
        assertThat(body(openai, ask(target("gpt-4o"), PREFILLED)).path("messages"))
                .hasSize(1);
    }

    @Test
    void callsAServerOfTheirOwnWithTheirKeyOrADummy() {
        assertThat(call(selfhosted, ask(LOCAL, HELLO)).headers()).containsEntry("authorization", "Bearer dummy_key");
        assertThat(call(selfhosted, ask(target("m", "", "http://llm.test/", "theirs", ""), HELLO))
                        .headers())
                .containsEntry("authorization", "Bearer theirs");
    }

    @Test
    void neverGivesItsKeyToAServerOfTheirs() {
        assertThat(call(openai, ask(LOCAL, HELLO)).headers()).containsEntry("authorization", "Bearer dummy_key");
    }

    @Test
    void addsTheTargetsHeaders() {
        var call = call(fireworks, ask(withHeader(target("m"), "x-session-affinity", "user-7"), FIM));

        assertThat(call.headers()).containsEntry("x-session-affinity", "user-7");
    }

    @Test
    void isUnavailableWithoutAKey() {
        var keyless = OpenAiProvider.openai(
                new ProviderSettings.Api(URI.create("https://api.openai.com/v1"), new Secret("")));

        assertThat(failureOf(keyless, ask(target("gpt-4o"), HELLO))).isEqualTo(Kind.UPSTREAM_UNAVAILABLE);
    }

    @ParameterizedTest
    @CsvSource({"''", "no url", "ftp://llm.test"})
    void refusesAServerOfTheirOwnWithoutAnEndpoint(String endpoint) {
        assertThat(failureOf(selfhosted, ask(target("m", "", endpoint, "k", ""), HELLO)))
                .isEqualTo(Kind.INVALID);
    }

    private static JsonNode fixture(String name) {
        var fixture = (ObjectNode) Fixtures.json(name);
        // The reference writes whole numbers where a decimal stands here.
        fixture.put("temperature", fixture.path("temperature").asDouble());
        if (!fixture.has("stream")) {
            fixture.put("stream", false);
        }
        return fixture;
    }

    private static JsonNode without(JsonNode body, String member) {
        return ((ObjectNode) body.deepCopy()).without(member);
    }
}
