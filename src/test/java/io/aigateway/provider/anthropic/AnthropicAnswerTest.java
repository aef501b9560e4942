package io.aigateway.provider.anthropic;

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
import io.aigateway.settings.ProviderSettings;
import io.aigateway.testkit.Fixtures;
import io.vertx.core.MultiMap;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnthropicAnswerTest {
    private static final ModelAsked ASKED = ask(target("claude-sonnet-5-5"), chat(user("Hello")));
    private static final String TEXT_STREAM = Fixtures.text("anthropic.messages.stream.text.sse");

    private final AnthropicProvider provider =
            new AnthropicProvider(new ProviderSettings.Api(URI.create("https://api.anthropic.com"), new Secret("sk")));

    private ModelAnswered read(String body) {
        return provider.read(ASKED, body.getBytes(StandardCharsets.UTF_8));
    }

    private AnswerReader reader() {
        return provider.reader(ASKED);
    }

    private Heard heard(String stream) {
        return Heard.underEveryCut(this::reader, stream.getBytes(StandardCharsets.UTF_8));
    }

    private static String event(String json) {
        String name = Fixtures.parse(json).path("type").asText();
        return "event: " + name + "\ndata: " + json + "\n\n";
    }

    @Test
    void readsAnAnswer() {
        assertThat(read(Fixtures.text("anthropic.messages.response.json")))
                .isEqualTo(new ModelAnswered(
                        "It is a Maven project.",
                        Finish.STOP,
                        "end_turn",
                        new Usage(412 + 2048, 9, 2048, true),
                        "claude-sonnet-5-5"));
    }

    @Test
    void readsAnAnswerThatCallsATool() {
        assertThat(read(Fixtures.text("anthropic.messages.response.tool_use.json")))
                .isEqualTo(new ModelAnswered(
                        "", Finish.TOOL_CALLS, "tool_use", new Usage(350, 48, 0, true), "claude-sonnet-5-5"));
    }

    @Test
    void joinsTheTextsOfAnAnswer() {
        var answered = read("""
                {"content": [{"type": "text", "text": "a"}, {"type": "thinking", "thinking": "x"},
                 {"type": "text", "text": "b \uD83D\uDE00"}], "stop_reason": "max_tokens"}""");

        assertThat(answered)
                .isEqualTo(new ModelAnswered(
                        "ab \uD83D\uDE00", Finish.LENGTH, "max_tokens", Usage.UNKNOWN, "claude-sonnet-5-5"));
    }

    @ParameterizedTest
    @CsvSource({
        "end_turn, STOP",
        "stop_sequence, STOP",
        "max_tokens, LENGTH",
        "model_context_window_exceeded, LENGTH",
        "tool_use, TOOL_CALLS",
        "refusal, CONTENT_FILTER",
        "pause_turn, OTHER",
        "something_new, OTHER"
    })
    void saysWhyTheModelStopped(String reason, Finish finish) {
        var answered = read("{\"content\": [], \"stop_reason\": \"" + reason + "\"}");

        assertThat(answered.finish()).isEqualTo(finish);
        assertThat(answered.finishReason()).isEqualTo(reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "7",
                "{\"content\": \"text\"}",
                "{\"content\": null}",
                "<html>",
                "{\"content\": [",
                "\u0000"
            })
    void isUnavailableWhenTheBodyIsNoAnswer(String body) {
        assertThatThrownBy(() -> read(body))
                .isInstanceOfSatisfying(
                        FailureException.class,
                        thrown -> assertThat(thrown.failure().kind()).isEqualTo(Kind.UPSTREAM_UNAVAILABLE));
    }

    @Test
    void takesAnErrorForAnErrorWhateverItsStatus() {
        assertThatThrownBy(() -> read(Fixtures.text("anthropic.error.400.json")))
                .isInstanceOfSatisfying(
                        FailureException.class,
                        thrown -> assertThat(thrown.failure().kind()).isEqualTo(Kind.UPSTREAM_REFUSED));
    }

    @Test
    void readsAStream() {
        Heard heard = heard(TEXT_STREAM);

        assertThat(heard.deltas()).containsExactly("Use a ", "record.");
        assertThat(heard.end())
                .isEqualTo(
                        new ModelAnswered("", Finish.STOP, "end_turn", new Usage(25, 6, 0, true), "claude-sonnet-5-5"));
        assertThat(Heard.withEveryLineEnd(this::reader, TEXT_STREAM)).isEqualTo(heard);
    }

    @Test
    void passesOverThoughtsAndTools() {
        Heard heard = heard(Fixtures.text("anthropic.messages.stream.tool_use.sse"));

        assertThat(heard.deltas()).isEmpty();
        assertThat(heard.end())
                .isEqualTo(new ModelAnswered(
                        "", Finish.TOOL_CALLS, "tool_use", new Usage(301, 57, 0, true), "claude-sonnet-5-5"));
    }

    @Test
    void failsWithTheErrorThatIsReportedInTheStream() {
        Heard heard = heard(Fixtures.text("anthropic.messages.stream.error.sse"));

        assertThat(heard.deltas()).containsExactly("Use");
        assertThat(heard.failure())
                .isEqualTo(Failure.upstream(Kind.UPSTREAM_UNAVAILABLE, "The model provider cannot answer now", 529, 0));
    }

    @Test
    void failsWhenTheStreamIsCutAnywhereBeforeItsLastEvent() {
        byte[] stream = TEXT_STREAM.getBytes(StandardCharsets.UTF_8);
        for (int length = 0; length < stream.length; length++) {
            Heard heard = Heard.of(reader(), Arrays.copyOf(stream, length));

            assertThat(heard.failure()).as("after %s bytes", length).isNotNull();
            assertThat(heard.failure().kind()).isEqualTo(Kind.UPSTREAM_UNAVAILABLE);
        }
    }

    @Test
    void countsWhatTheCacheGaveAndTook() {
        Heard heard = heard(event("""
                        {"type": "message_start", "message": {"model": "m", "usage": {"input_tokens": 1,\
                         "cache_creation_input_tokens": 20, "cache_read_input_tokens": 300, "output_tokens": 1}}}""") + event("""
                        {"type": "message_delta", "delta": {"stop_reason": "end_turn"},\
                         "usage": {"input_tokens": null, "output_tokens": 4000}}""") + event("{\"type\": \"message_stop\"}"));

        assertThat(heard.end().usage()).isEqualTo(new Usage(321, 4000, 300, true));
    }

    @Test
    void readsTextThatComesWithTheStartOfABlock() {
        Heard heard = heard(event("""
                        {"type": "content_block_start", "content_block": {"type": "text", "text": "é\uD83D\uDE00"}}""") + event("{\"type\": \"message_stop\"}"));

        assertThat(heard.deltas()).containsExactly("é\uD83D\uDE00");
        assertThat(heard.end().finish()).isEqualTo(Finish.OTHER);
        assertThat(heard.end().usage()).isEqualTo(Usage.UNKNOWN);
    }

    @Test
    void passesOverWhatItDoesNotKnow() {
        String strange = event("{\"type\": \"something_new\", \"data\": [1]}")
                + event("{\"type\": \"content_block_delta\", \"delta\": {\"type\": \"new_delta\", \"text\": \"x\"}}")
                + "event: ping\ndata: not even json\n\n"
                + "data: {}\n\ndata: null\n\ndata: 7\n\ndata:\n\n: comment\n\n";

        assertThat(heard(strange + TEXT_STREAM).text()).isEqualTo("Use a record.");
    }

    @Test
    void readsNothingAfterTheEnd() {
        Heard heard = heard(TEXT_STREAM + "data: no json\n\n");

        assertThat(heard.failure()).isNull();
        assertThat(heard.text()).isEqualTo("Use a record.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"data: {\n\n", "data: no json\n\n", "event: x\ndata: {} {}\n\n"})
    void isUnavailableWhenAnEventIsNoJson(String event) {
        assertThat(heard(event).failure().kind()).isEqualTo(Kind.UPSTREAM_UNAVAILABLE);
    }

    @Test
    void isUnavailableWhenAnEventIsTooLarge() {
        String large = "data: " + "x".repeat(2 * 1024 * 1024);

        assertThat(Heard.of(reader(), large).failure().kind()).isEqualTo(Kind.UPSTREAM_UNAVAILABLE);
    }

    @ParameterizedTest
    @CsvSource({
        "400, UPSTREAM_REFUSED",
        "401, UPSTREAM_REFUSED",
        "403, UPSTREAM_REFUSED",
        "404, UPSTREAM_REFUSED",
        "413, UPSTREAM_REFUSED",
        "500, UPSTREAM_UNAVAILABLE",
        "529, UPSTREAM_UNAVAILABLE"
    })
    void explainsErrors(int status, Kind kind) {
        byte[] body = Fixtures.bytes("anthropic.error." + status + ".json");

        Failure failure = provider.explain(status, MultiMap.caseInsensitiveMultiMap(), body);

        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.upstreamStatus()).isEqualTo(status);
    }

    @Test
    void explainsALimit() {
        var recorded = Fixtures.http("anthropic.error.429.http");

        Failure failure = provider.explain(recorded.status(), recorded.headers(), recorded.body());

        assertThat(failure.kind()).isEqualTo(Kind.RATE_LIMITED);
        assertThat(failure.retryAfterSeconds()).isEqualTo(14);
    }
}
