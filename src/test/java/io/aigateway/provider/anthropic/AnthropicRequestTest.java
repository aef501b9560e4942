package io.aigateway.provider.anthropic;

import static io.aigateway.provider.Questions.EVERYTHING;
import static io.aigateway.provider.Questions.PLAIN;
import static io.aigateway.provider.Questions.ask;
import static io.aigateway.provider.Questions.assistant;
import static io.aigateway.provider.Questions.cached;
import static io.aigateway.provider.Questions.chat;
import static io.aigateway.provider.Questions.completion;
import static io.aigateway.provider.Questions.system;
import static io.aigateway.provider.Questions.target;
import static io.aigateway.provider.Questions.user;
import static io.aigateway.provider.Questions.withHeader;
import static io.aigateway.provider.Questions.withoutCache;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aigateway.kernel.Failure.Kind;
import io.aigateway.kernel.FailureException;
import io.aigateway.kernel.Secret;
import io.aigateway.model.api.ModelAsked;
import io.aigateway.model.api.ModelInput;
import io.aigateway.model.api.Parameters;
import io.aigateway.provider.UpstreamCall;
import io.aigateway.provider.claude.ClaudeRequest;
import io.aigateway.settings.ProviderSettings;
import io.aigateway.testkit.Fixtures;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnthropicRequestTest {
    private static final String OLD = "claude-sonnet-4-5-20250929";
    private static final String NEW = "claude-sonnet-5";
    private static final ModelInput HELLO = chat(user("Hello"));

    private final AnthropicProvider provider =
            new AnthropicProvider(new ProviderSettings.Api(URI.create("https://api.anthropic.com"), new Secret("sk")));

    private UpstreamCall call(ModelAsked asked) {
        return provider.call(asked, false).result();
    }

    private JsonNode body(ModelAsked asked) {
        return Fixtures.parse(call(asked).body().toString());
    }

    private static Kind failureOf(AnthropicProvider provider, ModelAsked asked) {
        return FailureException.failureIn(provider.call(asked, false).cause()).kind();
    }

    @Test
    void postsToTheMessagesApi() {
        UpstreamCall call = call(ask(target(NEW), HELLO));

        assertThat(provider.name()).isEqualTo("anthropic");
        assertThat(call.uri()).hasToString("https://api.anthropic.com/v1/messages");
        assertThat(call.headers())
                .containsOnly(
                        Map.entry("content-type", "application/json"),
                        Map.entry("accept", "application/json"),
                        Map.entry("anthropic-version", "2023-06-01"),
                        Map.entry("x-api-key", "sk"));
    }

    @Test
    void writesAWholeQuestion() {
        var asked = ask(
                target(OLD),
                chat(
                        cached(system("You write Java.")),
                        system("Be brief."),
                        user("A record, please \u2026"),
                        assistant("record"),
                        user("With a name."),
                        user("And an age."),
                        assistant("<new_code>\n ")),
                EVERYTHING);

        assertThat(body(asked)).isEqualTo(Fixtures.parse("""
                {
                  "model": "claude-sonnet-4-5-20250929",
                  "max_tokens": 256,
                  "system": [
                    {"type": "text", "text": "You write Java.", "cache_control": {"type": "ephemeral"}},
                    {"type": "text", "text": "Be brief."}
                  ],
                  "messages": [
                    {"role": "user", "content": [{"type": "text", "text": "A record, please \u2026"}]},
                    {"role": "assistant", "content": [{"type": "text", "text": "record"}]},
                    {"role": "user", "content": [{"type": "text", "text": "With a name."}]},
                    {"role": "user", "content": [{"type": "text", "text": "And an age."}]},
                    {"role": "assistant", "content": [{"type": "text", "text": "<new_code>"}]}
                  ],
                  "stop_sequences": ["</new_code>"],
                  "temperature": 0.2,
                  "top_k": 40,
                  "stream": false
                }"""));
    }

    @Test
    void writesNoMoreThanItWasTold() {
        assertThat(body(ask(target(OLD), HELLO))).isEqualTo(Fixtures.parse("""
                {
                  "model": "claude-sonnet-4-5-20250929",
                  "max_tokens": 64,
                  "messages": [{"role": "user", "content": [{"type": "text", "text": "Hello"}]}],
                  "stream": false
                }"""));
    }

    @Test
    void asksForAStream() {
        var call = provider.call(ask(target(OLD), HELLO), true).result();

        assertThat(Fixtures.parse(call.body().toString()).path("stream").asBoolean())
                .isTrue();
        assertThat(call.headers()).containsEntry("accept", "text/event-stream");
    }

    @Test
    void leavesOutWhatNewModelsRefuse() {
        var body = body(ask(target(NEW), chat(user("Hello"), assistant("Hi")), EVERYTHING));

        assertThat(body.has("temperature")).isFalse();
        assertThat(body.has("top_p")).isFalse();
        assertThat(body.has("top_k")).isFalse();
        assertThat(body.path("messages")).hasSize(1);
    }

    @Test
    void sendsTopPWhereThereIsNoTemperature() {
        var body = body(ask(target(OLD), HELLO, new Parameters(null, 0.9, null, 64, List.of(), 1)));

        assertThat(body.path("top_p").asDouble()).isEqualTo(0.9);
    }

    @Test
    void dropsStopsOfWhiteSpace() {
        var body = body(ask(target(OLD), HELLO, new Parameters(null, null, null, 64, List.of("\n\n", " ", ""), 1)));

        assertThat(body.has("stop_sequences")).isFalse();
    }

    @Test
    void marksNothingForTheCacheWhenThereShallBeNone() {
        var asked = withoutCache(ask(target(OLD), chat(cached(system("a")), cached(user("b")))));

        assertThat(call(asked).body().toString()).doesNotContain("cache_control");
    }

    @Test
    void keepsTheLastMarksWhenThereAreTooMany() {
        var asked = ask(
                target(OLD),
                chat(
                        cached(system("1")),
                        cached(system("2")),
                        cached(user("3")),
                        user("not"),
                        cached(assistant("4")),
                        cached(user("5"))));

        var body = body(asked);

        var marked = Stream.of(body.path("system"), body.findPath("messages"))
                .flatMap(list -> list.findParents("cache_control").stream())
                .map(block -> block.path("text").asText());
        assertThat(marked).containsExactly("2", "3", "4", "5");
    }

    @Test
    void readsATextToContinueAsAMessageOfTheUser() {
        assertThat(body(ask(target(OLD), completion("Once", null)))
                        .findPath("text")
                        .asText())
                .isEqualTo("Once");
        assertThat(failureOf(provider, ask(target(OLD), completion("a", "b")))).isEqualTo(Kind.INVALID);
    }

    @Test
    void callsTheTargetsServerWithTheTargetsKey() {
        var call = call(ask(target(OLD, "", "http://llm.test:8000/v1/", "theirs", ""), HELLO));

        assertThat(call.uri()).hasToString("http://llm.test:8000/v1/messages");
        assertThat(call.headers()).containsEntry("x-api-key", "theirs");
    }

    @Test
    void callsTheTargetsServerWithoutAKeyRatherThanWithItsOwn() {
        var call = call(ask(target(OLD, "", "http://llm.test:8000", "", ""), HELLO));

        assertThat(call.headers()).doesNotContainKey("x-api-key");
    }

    @Test
    void addsTheTargetsHeaders() {
        var call = call(ask(withHeader(target(OLD), "X-Team", "red"), HELLO));

        assertThat(call.headers()).containsEntry("x-team", "red");
    }

    @Test
    void isUnavailableWithoutAKey() {
        var keyless = new AnthropicProvider(
                new ProviderSettings.Api(URI.create("https://api.anthropic.com"), new Secret("")));

        assertThat(failureOf(keyless, ask(target(OLD), HELLO))).isEqualTo(Kind.UPSTREAM_UNAVAILABLE);
        assertThat(keyless.call(ask(target(OLD, "", "", "theirs", ""), HELLO), false)
                        .succeeded())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"no url", "ftp://llm.test"})
    void refusesAnEndpointThatIsNone(String endpoint) {
        assertThat(failureOf(provider, ask(target(OLD, "", endpoint, "k", ""), HELLO)))
                .isEqualTo(Kind.INVALID);
    }

    @Test
    void refusesAKeyThatCannotBeSent() {
        assertThat(failureOf(provider, ask(target(OLD, "", "", "two\nlines", ""), HELLO)))
                .isEqualTo(Kind.INVALID);
    }

    @Test
    void showsNothingOfAPromptWhenPrinted() {
        var asked = ask(target(OLD), chat(system("secret"), user("secret")), PLAIN);

        assertThat(ClaudeRequest.direct(asked, true).toString()).doesNotContain("secret");
        assertThat(call(asked).toString()).doesNotContain("secret");
    }
}
