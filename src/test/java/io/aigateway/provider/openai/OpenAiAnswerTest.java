package io.aigateway.provider.openai;

import static io.aigateway.provider.Questions.ask;
import static io.aigateway.provider.Questions.chat;
import static io.aigateway.provider.Questions.target;
import static io.aigateway.provider.Questions.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aigateway.kernel.Failure;
import io.aigateway.kernel.Failure.Kind;
import io.aigateway.kernel.FailureException;
import io.aigateway.model.api.ModelAnswered;
import io.aigateway.model.api.ModelAnswered.Finish;
import io.aigateway.model.api.ModelAsked;
import io.aigateway.model.api.Usage;
import io.aigateway.provider.AnswerReader;
import io.aigateway.provider.Heard;
import io.aigateway.testkit.Fixtures;
import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiAnswerTest {
    private static final ModelAsked ASKED = ask(target("asked"), chat(user("Hello")));

    private final OpenAiProvider provider = OpenAiProvider.selfhosted();

    private ModelAnswered read(String body) {
        return provider.read(ASKED, body.getBytes(StandardCharsets.UTF_8));
    }

    private AnswerReader reader() {
        return provider.reader(ASKED);
    }

    private Heard heard(String stream) {
        return Heard.underEveryCut(this::reader, stream.getBytes(StandardCharsets.UTF_8));
    }

    private static String data(String... documents) {
        return Arrays.stream(documents)
                .map(document -> "data: " + document + "\n\n")
                .reduce("", String::concat);
    }

    private static String piece(String text) {
        return "{\"choices\": [{\"delta\": {\"content\": \"" + text + "\"}, \"finish_reason\": null}]}";
    }

    private static String finish(String reason) {
        return "{\"choices\": [{\"delta\": {}, \"finish_reason\": \"" + reason + "\"}]}";
    }

    @Test
    void readsAChat() {
        assertThat(read(Fixtures.text("openai.chat.response.json")))
                .isEqualTo(new ModelAnswered(
                        "It is 21 °C in Turin.", Finish.STOP, "stop", new Usage(96, 30, 64, true), "gpt-6.2-sol"));
    }

    @Test
    void readsACallOfATool() {
        assertThat(read(Fixtures.text("openai.chat.response.tool_calls.json")))
                .isEqualTo(new ModelAnswered(
                        "", Finish.TOOL_CALLS, "tool_calls", new Usage(71, 22, 0, true), "gpt-6.2-sol"));
    }

    @Test
    void readsATextCompletion() {
        assertThat(read(Fixtures.text("openai.completions.response.json")))
                .isEqualTo(new ModelAnswered(
                        "a + b", Finish.STOP, "stop", new Usage(17, 3, 0, true), "gpt-3.5-turbo-instruct"));
    }

    @Test
    void readsMistralsCompletion() {
        assertThat(read(Fixtures.text("mistral.fim.response.json")))
                .isEqualTo(
                        new ModelAnswered("a + b", Finish.STOP, "stop", new Usage(16, 3, 0, true), "codestral-2508"));
    }

    @Test
    void joinsContentThatComesInChunks() {
        var answered = read("""
                {"choices": [{"message": {"content": [
                  {"type": "thinking", "thinking": [{"type": "text", "text": "x"}]},
                  {"type": "text", "text": "a"}, {"type": "reference", "reference_ids": [1]},
                  {"type": "text", "text": "\u00e9"}]}, "finish_reason": "stop"}]}""");

        assertThat(answered.text()).isEqualTo("a\u00e9");
    }

    @Test
    void passesOverReasoning() {
        var answered = read("""
                {"choices": [{"message": {"content": null, "reasoning_content": "x", "reasoning": "y"},
                 "finish_reason": "length"}], "usage": null}""");

        assertThat(answered).isEqualTo(new ModelAnswered("", Finish.LENGTH, "length", Usage.UNKNOWN, "asked"));
    }

    @Test
    void countsMistralsCachedTokens() {
        var answered = read("""
                {"choices": [{"message": {"content": "a"}, "finish_reason": "stop"}],
                 "usage": {"prompt_tokens": 16, "completion_tokens": 3, "num_cached_tokens": 8}}""");

        assertThat(answered.usage()).isEqualTo(new Usage(16, 3, 8, true));
    }

    @ParameterizedTest
    @CsvSource({
        "stop, STOP",
        "eos_token, STOP",
        "length, LENGTH",
        "model_length, LENGTH",
        "tool_calls, TOOL_CALLS",
        "function_call, TOOL_CALLS",
        "content_filter, CONTENT_FILTER",
        "something_new, OTHER"
    })
    void saysWhyTheModelStopped(String reason, Finish finish) {
        var answered = read("{\"choices\": [{\"text\": \"\", \"finish_reason\": \"" + reason + "\"}]}");

        assertThat(answered.finish()).isEqualTo(finish);
        assertThat(answered.finishReason()).isEqualTo(reason);
        assertThat(heard(data(finish(reason), "[DONE]")).end().finish()).isEqualTo(finish);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{\"choices\": []}",
                "{\"choices\": null}",
                "{\"choices\": [7]}",
                "<html>",
                "{\"choices\": [",
                "{\"detail\": \"Unauthorized\"}",
                "{\"choices\": [{\"text\": \"a\", \"finish_reason\": \"error\"}]}"
            })
    void isUnavailableWhenTheBodyIsNoAnswer(String body) {
        assertThatThrownBy(() -> read(body))
                .isInstanceOfSatisfying(
                        FailureException.class,
                        thrown -> assertThat(thrown.failure().kind()).isEqualTo(Kind.UPSTREAM_UNAVAILABLE));
    }

    @Test
    void takesAnErrorForAnErrorWhateverItsStatus() {
        assertThatThrownBy(() -> read(Fixtures.text("mistral.error.429.json")))
                .isInstanceOfSatisfying(
                        FailureException.class,
                        thrown -> assertThat(thrown.failure().kind()).isEqualTo(Kind.RATE_LIMITED));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "openai.chat.stream.text.sse | Use a ,record. | stop       | 14 | 6 | gpt-6.2-sol",
                "openai.completions.stream.sse | a +, b       | stop       | -1 | 0 | gpt-3.5-turbo-instruct",
                "mistral.fim.stream.sse      | a +, b         | stop       | 16 | 3 | codestral-2508"
            })
    void readsAStream(String fixture, String deltas, String reason, int input, int output, String model) {
        Heard heard = heard(Fixtures.text(fixture));

        assertThat(heard.text()).isEqualTo(deltas.replace(",", ""));
        assertThat(heard.deltas()).hasSize(2);
        var usage = input < 0 ? Usage.UNKNOWN : new Usage(input, output, 0, true);
        assertThat(heard.end()).isEqualTo(new ModelAnswered("", Finish.STOP, reason, usage, model));
        assertThat(Heard.withEveryLineEnd(this::reader, Fixtures.text(fixture))).isEqualTo(heard);
    }

    @Test
    void passesOverCallsOfTools() {
        Heard heard = heard(Fixtures.text("openai.chat.stream.tool_calls.sse"));

        assertThat(heard.deltas()).isEmpty();
        assertThat(heard.end().finish()).isEqualTo(Finish.TOOL_CALLS);
    }

    @ParameterizedTest
    @CsvSource({"openai.chat.stream.error.sse, Use, 500", "vllm.stream.error.sse, a, 500"})
    void failsWithTheErrorThatIsReportedInTheStream(String fixture, String text, int status) {
        Heard heard = heard(Fixtures.text(fixture));

        assertThat(heard.text()).isEqualTo(text);
        assertThat(heard.failure())
                .isEqualTo(
                        Failure.upstream(Kind.UPSTREAM_UNAVAILABLE, "The model provider cannot answer now", status, 0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "data: {\"error\": \"text\", \"error_type\": \"overloaded\"} | RATE_LIMITED",
                "data: {\"error\": {\"code\": 400}}                          | UPSTREAM_REFUSED",
                "data: {\"object\": \"error\", \"type\": \"rate_limited\"}   | RATE_LIMITED",
                "event: error~data: {\"message\": \"x\"}                     | UPSTREAM_UNAVAILABLE"
            })
    void failsWithEveryShapeOfError(String event, Kind kind) {
        Heard heard = heard(data(piece("a")) + event.replace('~', '\n') + "\n\n");

        assertThat(heard.deltas()).containsExactly("a");
        assertThat(heard.failure().kind()).isEqualTo(kind);
    }

    @Test
    void acceptsACleanEndAfterAReasonToFinish() {
        assertThat(heard(data(piece("a"), finish("stop"))).end().finish()).isEqualTo(Finish.STOP);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ": keep-alive\n\n", "error: {\"code\": 500}\n\n", "data: {}\n\n"})
    void failsWhenTheStreamIsCut(String rest) {
        Heard heard = heard(data(piece("a")) + rest);

        assertThat(heard.deltas()).containsExactly("a");
        assertThat(heard.failure())
                .isEqualTo(Failure.of(Kind.UPSTREAM_UNAVAILABLE, "The model provider broke off its answer"));
    }

    @Test
    void failsWhenTheProviderFinishesWithAnError() {
        assertThat(heard(data(piece("a"), finish("error"), "[DONE]")).failure().kind())
                .isEqualTo(Kind.UPSTREAM_UNAVAILABLE);
    }

    @Test
    void readsTheUsageThatComesLast() {
        String zero = "{\"choices\": [{\"text\": \"a\"}], \"usage\": {\"prompt_tokens\": 0, \"completion_tokens\": 0}}";
        String sum = "{\"choices\": [], \"usage\": {\"prompt_tokens\": 7, \"completion_tokens\": 2}}";

        assertThat(heard(data(zero, finish("stop"), sum, "[DONE]")).end().usage())
                .isEqualTo(new Usage(7, 2, 0, true));
        assertThat(heard(data(zero, finish("stop"), "[DONE]")).end().usage()).isEqualTo(Usage.UNKNOWN);
    }

    @Test
    void passesOverReasoningAndWhatItDoesNotKnow() {
        String stream = data(
                "{\"choices\": [{\"delta\": {\"reasoning_content\": \"x\", \"content\": null}}]}",
                "{\"choices\": [{\"delta\": {\"reasoning\": \"x\"}}]}",
                "{\"choices\": [{\"index\": 0}]}",
                "{\"choices\": [], \"prompt_filter_results\": [1]}",
                "{\"choices\": null, \"error\": null}",
                "{\"choices\": [{\"delta\": {\"content\": [{\"type\": \"text\", \"text\": \"é\uD83D\uDE00\"}]}}]}",
                finish("stop"),
                "[DONE]",
                "no json");

        Heard heard = heard(stream);

        assertThat(heard.deltas()).containsExactly("é\uD83D\uDE00");
        assertThat(heard.end().finish()).isEqualTo(Finish.STOP);
    }

    @Test
    void finishesWithDoneAlone() {
        assertThat(heard("data:[DONE]\n\n").end())
                .isEqualTo(new ModelAnswered("", Finish.OTHER, "", Usage.UNKNOWN, "asked"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "no json", "{} {}", "[DON"})
    void isUnavailableWhenAnEventIsNoJson(String event) {
        assertThat(heard(data(event)).failure().kind()).isEqualTo(Kind.UPSTREAM_UNAVAILABLE);
    }

    @Test
    void isUnavailableWhenAnEventIsTooLarge() {
        assertThat(Heard.of(reader(), data("\"" + "x".repeat(2 * 1024 * 1024) + "\""))
                        .failure()
                        .kind())
                .isEqualTo(Kind.UPSTREAM_UNAVAILABLE);
    }

    @ParameterizedTest
    @CsvSource({
        "openai.error.400.json, 400, UPSTREAM_REFUSED",
        "openai.error.401.json, 401, UPSTREAM_REFUSED",
        "openai.error.403.json, 403, UPSTREAM_REFUSED",
        "openai.error.404.json, 404, UPSTREAM_REFUSED",
        "openai.error.429.quota.json, 429, UPSTREAM_REFUSED",
        "openai.error.500.json, 500, UPSTREAM_UNAVAILABLE",
        "openai.error.503.json, 503, UPSTREAM_UNAVAILABLE",
        "mistral.error.400.json, 400, UPSTREAM_REFUSED",
        "mistral.error.422.json, 422, UPSTREAM_REFUSED",
        "mistral.error.429.json, 429, RATE_LIMITED",
        "vllm.error.400.json, 400, UPSTREAM_REFUSED",
        "vllm.error.401.json, 401, UPSTREAM_REFUSED",
        "ollama.v1.error.404.json, 404, UPSTREAM_REFUSED",
        "tgi.error.422.json, 422, UPSTREAM_REFUSED",
        "tgi.error.429.json, 429, RATE_LIMITED",
        "llamacpp.error.503.json, 503, UPSTREAM_UNAVAILABLE"
    })
    void explainsErrors(String fixture, int status, Kind kind) {
        Failure failure = provider.explain(status, MultiMap.caseInsensitiveMultiMap(), Fixtures.bytes(fixture));

        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.upstreamStatus()).isEqualTo(status);
    }

    @Test
    void explainsALimit() {
        var recorded = Fixtures.http("openai.error.429.http");

        Failure failure = provider.explain(recorded.status(), recorded.headers(), recorded.body());

        assertThat(failure.kind()).isEqualTo(Kind.RATE_LIMITED);
        assertThat(failure.retryAfterSeconds()).isEqualTo(6);
    }
}
