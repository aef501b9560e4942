package io.aigateway.provider.vertexai;

import static io.aigateway.provider.Questions.ask;
import static io.aigateway.provider.Questions.chat;
import static io.aigateway.provider.Questions.target;
import static io.aigateway.provider.Questions.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aigateway.kernel.Failure;
import io.aigateway.kernel.Failure.Kind;
import io.aigateway.kernel.FailureException;
import io.aigateway.kernel.Secret;
import io.aigateway.model.api.ModelAnswered;
import io.aigateway.model.api.ModelAnswered.Finish;
import io.aigateway.model.api.ModelAsked;
import io.aigateway.model.api.Usage;
import io.aigateway.provider.AnswerReader;
import io.aigateway.provider.Heard;
import io.aigateway.provider.google.GoogleCredentials;
import io.aigateway.settings.ProviderSettings;
import io.aigateway.testkit.Fixtures;
import io.aigateway.testkit.OnLoop;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VertexAiAnswerTest {
    private static final ProviderSettings.Vertex SETTINGS =
            new ProviderSettings.Vertex("p", "", "", new Secret(""), Path.of(""), "nowhere.invalid");
    private static final ModelAsked GEMINI = asked("gemini");
    private static final ModelAsked CLAUDE = asked("claude");
    private static final ModelAsked CODESTRAL = asked("codestral");

    private final Vertx vertx = Vertx.vertx();
    private final VertexAiProvider provider = new VertexAiProvider(SETTINGS, GoogleCredentials.of(vertx, SETTINGS));

    @AfterEach
    void close() {
        OnLoop.await(vertx.close());
    }

    private static ModelAsked asked(String api) {
        return ask(target("asked", api, "", "", ""), chat(user("Hello")));
    }

    private ModelAnswered read(ModelAsked asked, String body) {
        return provider.read(asked, body.getBytes(StandardCharsets.UTF_8));
    }

    private AnswerReader reader(ModelAsked asked) {
        return provider.reader(asked);
    }

    private Heard heard(ModelAsked asked, String stream) {
        return Heard.underEveryCut(() -> reader(asked), stream.getBytes(StandardCharsets.UTF_8));
    }

    private static String data(String json) {
        return "data: " + json.strip() + "\r\n\r\n";
    }

    @Test
    void readsAnAnswerOfGemini() {
        assertThat(read(GEMINI, Fixtures.text("vertex.gemini.response.json")))
                .isEqualTo(new ModelAnswered(
                        "It is 21 °C in Turin.", Finish.STOP, "STOP", new Usage(88, 34, 0, true), "gemini-3.5-flash"));
    }

    @Test
    void readsACallOfATool() {
        assertThat(read(GEMINI, Fixtures.text("vertex.gemini.response.function_call.json")))
                .isEqualTo(new ModelAnswered(
                        "", Finish.TOOL_CALLS, "STOP", new Usage(60, 12, 0, true), "gemini-3.5-flash"));
    }

    @Test
    void readsAPromptThatWasBlocked() {
        String body = Fixtures.text("vertex.gemini.response.blocked_prompt.json");
        var expected = new ModelAnswered(
                "", Finish.CONTENT_FILTER, "PROHIBITED_CONTENT", new Usage(12, 0, 0, true), "gemini-3.5-flash");

        assertThat(read(GEMINI, body)).isEqualTo(expected);
        assertThat(heard(GEMINI, data(body)).end()).isEqualTo(expected);
    }

    @Test
    void passesOverThoughts() {
        var answered = read(GEMINI, """
                {"candidates": [{"content": {"parts": [{"text": "x", "thought": true}, {"text": "a"}, {"text": "\u00e9"}]},
                 "finishReason": "STOP"}]}""");

        assertThat(answered).isEqualTo(new ModelAnswered("a\u00e9", Finish.STOP, "STOP", Usage.UNKNOWN, "asked"));
    }

    @Test
    void readsAnAnswerWithoutText() {
        var answered = read(GEMINI, """
                {"candidates": [{"content": {"role": "model"}, "finishReason": "MAX_TOKENS"}],
                 "usageMetadata": {"promptTokenCount": 9, "thoughtsTokenCount": 64, "cachedContentTokenCount": 4}}""");

        assertThat(answered)
                .isEqualTo(new ModelAnswered("", Finish.LENGTH, "MAX_TOKENS", new Usage(9, 64, 4, true), "asked"));
    }

    @ParameterizedTest
    @CsvSource({
        "STOP, STOP",
        "MAX_TOKENS, LENGTH",
        "SAFETY, CONTENT_FILTER",
        "RECITATION, CONTENT_FILTER",
        "SPII, CONTENT_FILTER",
        "LANGUAGE, CONTENT_FILTER",
        "IMAGE_SAFETY, CONTENT_FILTER",
        "MALFORMED_FUNCTION_CALL, OTHER",
        "SOMETHING_NEW, OTHER"
    })
    void saysWhyGeminiStopped(String reason, Finish finish) {
        var answered = read(GEMINI, "{\"candidates\": [{\"finishReason\": \"" + reason + "\"}]}");

        assertThat(answered.finish()).isEqualTo(finish);
        assertThat(answered.finishReason()).isEqualTo(reason);
    }

    @Test
    void readsAnswersOfClaudeAndCodestral() {
        assertThat(read(CLAUDE, Fixtures.text("anthropic.messages.response.json"))
                        .text())
                .isEqualTo("It is a Maven project.");
        assertThat(read(CODESTRAL, Fixtures.text("mistral.fim.response.json")).text())
                .isEqualTo("a + b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "{}",
                "[]",
                "<html>",
                "{\"candidates\": [",
                "{\"candidates\": []}",
                "{\"candidates\": 7}"
            })
    void isUnavailableWhenTheBodyIsNoAnswer(String body) {
        for (ModelAsked asked : new ModelAsked[] {GEMINI, CLAUDE, CODESTRAL}) {
            assertThatThrownBy(() -> read(asked, body))
                    .isInstanceOfSatisfying(
                            FailureException.class,
                            thrown -> assertThat(thrown.failure().kind()).isEqualTo(Kind.UPSTREAM_UNAVAILABLE));
        }
    }

    @Test
    void readsAStreamOfGemini() {
        String stream = Fixtures.text("vertex.gemini.stream.sse");

        Heard heard = heard(GEMINI, stream);

        assertThat(heard.deltas()).containsExactly("Use a ", "record.");
        assertThat(heard.end())
                .isEqualTo(new ModelAnswered("", Finish.STOP, "STOP", new Usage(9, 4, 0, true), "gemini-3.5-flash"));
        assertThat(Heard.withEveryLineEnd(() -> reader(GEMINI), stream)).isEqualTo(heard);
    }

    @Test
    void readsOnAfterAReasonToFinish() {
        String piece =
                "{\"candidates\": [{\"content\": {\"parts\": [{\"text\": \"é\"}]}, \"finishReason\": \"STOP\"}]}";

        assertThat(heard(GEMINI, data(piece) + data(piece)).text()).isEqualTo("éé");
    }

    @Test
    void failsWithTheErrorThatIsReportedInTheStream() {
        Heard heard = heard(GEMINI, Fixtures.text("vertex.gemini.stream.error.sse"));

        assertThat(heard.deltas()).containsExactly("Use");
        assertThat(heard.failure())
                .isEqualTo(Failure.upstream(Kind.UPSTREAM_UNAVAILABLE, "The model provider cannot answer now", 503, 0));
    }

    @Test
    void failsWithAnErrorInAListAndItsWait() {
        String limit = "[" + Fixtures.text("vertex.error.429.json").strip() + "]";

        for (ModelAsked asked : new ModelAsked[] {GEMINI, CLAUDE, CODESTRAL}) {
            Failure failure = heard(asked, data(limit)).failure();
            assertThat(failure.kind()).isEqualTo(Kind.RATE_LIMITED);
            assertThat(failure.retryAfterSeconds()).isEqualTo(38);
            assertThat(failure.upstreamStatus()).isEqualTo(429);
        }
    }

    @Test
    void failsWhenTheStreamIsCutAnywhereBeforeItsLastEvent() {
        byte[] stream = Fixtures.bytes("vertex.gemini.stream.sse");
        for (int length = 0; length < stream.length; length++) {
            Heard heard = Heard.of(reader(GEMINI), Arrays.copyOf(stream, length));

            assertThat(heard.failure())
                    .as("after %s bytes", length)
                    .isEqualTo(Failure.of(Kind.UPSTREAM_UNAVAILABLE, "The model provider broke off its answer"));
        }
    }

    @Test
    void readsStreamsOfClaudeAndCodestral() {
        assertThat(heard(CLAUDE, Fixtures.text("anthropic.messages.stream.text.sse"))
                        .text())
                .isEqualTo("Use a record.");
        assertThat(heard(CODESTRAL, Fixtures.text("mistral.fim.stream.sse")).text())
                .isEqualTo("a + b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"data: {\n\n", "data: no json\n\n"})
    void isUnavailableWhenAnEventIsNoJson(String event) {
        for (ModelAsked asked : new ModelAsked[] {GEMINI, CLAUDE, CODESTRAL}) {
            assertThat(heard(asked, event).failure().kind()).isEqualTo(Kind.UPSTREAM_UNAVAILABLE);
        }
    }

    @Test
    void isUnavailableWhenAnEventIsTooLarge() {
        assertThat(Heard.of(reader(GEMINI), "data: " + " ".repeat(2 * 1024 * 1024))
                        .failure()
                        .kind())
                .isEqualTo(Kind.UPSTREAM_UNAVAILABLE);
    }

    @ParameterizedTest
    @CsvSource({
        "vertex.error.400.json, 400, UPSTREAM_REFUSED, 0",
        "vertex.error.401.json, 401, UPSTREAM_REFUSED, 0",
        "vertex.error.403.json, 403, UPSTREAM_REFUSED, 0",
        "vertex.error.404.json, 404, UPSTREAM_REFUSED, 0",
        "vertex.error.429.json, 429, RATE_LIMITED, 38",
        "vertex.error.500.json, 500, UPSTREAM_UNAVAILABLE, 0",
        "vertex.error.503.json, 503, UPSTREAM_UNAVAILABLE, 0",
        "anthropic.vertex.stream_error_429.json, 429, RATE_LIMITED, 0"
    })
    void explainsErrors(String fixture, int status, Kind kind, long wait) {
        Failure failure = provider.explain(status, MultiMap.caseInsensitiveMultiMap(), Fixtures.bytes(fixture));

        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.upstreamStatus()).isEqualTo(status);
        assertThat(failure.retryAfterSeconds()).isEqualTo(wait);
    }
}
