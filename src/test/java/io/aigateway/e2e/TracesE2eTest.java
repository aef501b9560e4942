package io.aigateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.aigateway.app.RawClient;
import io.aigateway.app.TestGateway;
import io.aigateway.testkit.FakeCollector;
import io.aigateway.testkit.FakeCollector.Seen;
import io.aigateway.testkit.OnLoop;
import io.aigateway.testkit.Reply;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One request is one trace, from the caller's own span to the provider. */
class TracesE2eTest {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String CALLER = "b7ad6b7169203331";
    private static final String TRACEPARENT = "00-" + TRACE + "-" + CALLER + "-01";
    private static final String PATH = "/v1/prompts/generate_commit_message";

    private final FakeCollector collector = new FakeCollector();
    private TestGateway gateway;

    @BeforeEach
    void start() {
        gateway = TestGateway.start("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url(), "OTEL_BSP_SCHEDULE_DELAY", "50");
    }

    @AfterEach
    void stop() {
        gateway.close();
        collector.close();
    }

    private static String body(boolean stream) {
        return "{\"inputs\": {\"diff\": \"planted_prompt_text\"}, \"stream\": " + stream
                + ", \"model_metadata\": {\"provider\": \"gitlab\", \"identifier\": \"claude_sonnet_4_6\"}}";
    }

    private TestGateway.Call call() {
        return gateway.rails("generate_commit_message").header("traceparent", TRACEPARENT);
    }

    /** Spans are sent when they have ended, and some end after the answer has gone. */
    private List<Seen> spans(String first) {
        OnLoop.until(
                "the trace is complete",
                () -> collector.trace(TRACE).stream()
                        .anyMatch(span ->
                                span.parent().equals(CALLER) && span.name().contains(first)));
        return collector.trace(TRACE);
    }

    private static Seen one(List<Seen> spans, Predicate<Seen> which) {
        return spans.stream().filter(which).findFirst().orElseThrow(() -> new AssertionError(spans.toString()));
    }

    @Test
    void tellsEveryStepOfAPrompt() {
        gateway.upstream().willAlwaysAnswer(Wire.messages("planted_answer_text"));

        assertThat(call().post(PATH, body(false)).status()).isEqualTo(200);
        List<Seen> spans = spans("POST");

        Seen served = one(spans, span -> span.parent().equals(CALLER));
        Seen feature = one(spans, span -> span.name().startsWith("prompts."));
        Seen model = one(spans, span -> span.attributes().containsKey("gen_ai.request.model"));
        Seen called = one(spans, span -> span.parent().equals(model.id()));
        assertThat(served.kind()).isEqualTo(SpanKind.SPAN_KIND_SERVER);
        assertThat(feature.parent()).isEqualTo(served.id());
        assertThat(model.parent()).isEqualTo(feature.id());
        assertThat(called.kind()).isEqualTo(SpanKind.SPAN_KIND_CLIENT);
        assertThat(model.name()).startsWith("chat claude");
        assertThat(model.attributes())
                .containsEntry("gen_ai.operation.name", "chat")
                .containsEntry("gen_ai.provider.name", "anthropic")
                .containsEntry("gen_ai.response.finish_reasons", "end_turn")
                .containsKeys("gen_ai.usage.input_tokens", "gen_ai.usage.output_tokens", "gen_ai.response.model");
        assertThat(gateway.upstream().onlyRequest().header("traceparent"))
                .isEqualTo("00-" + TRACE + "-" + called.id() + "-01");
        assertThat(spans.toString()).doesNotContain("planted").doesNotContain("Bearer");
    }

    @Test
    void keepsTheSpansOfAStreamOpenUntilItsEnd() {
        Reply stalled = Reply.sse(Wire.messageStart() + Wire.messageDelta("first\n"));
        gateway.upstream().willAnswer(stalled.stalledAfter(stalled.body().length));
        RawClient client = call().open(PATH, body(true));
        client.readUntil("first");

        assertThat(collector.trace(TRACE)).noneMatch(span -> span.name().startsWith("prompts."));
        client.leave();

        OnLoop.until(
                "the spans ended",
                () -> collector.trace(TRACE).stream()
                        .anyMatch(span -> span.name().startsWith("prompts.")));
        Seen feature = one(collector.trace(TRACE), span -> span.name().startsWith("prompts."));
        assertThat(feature.failed()).isTrue();
        assertThat(feature.attributes()).containsEntry("error.type", "CANCELLED");
    }

    @Test
    void tellsWhatFailed() {
        gateway.upstream().willAlwaysAnswer(Reply.json(500, "{}"));

        assertThat(call().post(PATH, body(false)).status()).isEqualTo(421);

        Seen model = one(spans("POST"), span -> span.attributes().containsKey("gen_ai.request.model"));
        assertThat(model.failed()).isTrue();
        assertThat(model.attributes()).containsEntry("error.type", "UPSTREAM_UNAVAILABLE");
    }

    @Test
    void tracesNothingUnlessAskedTo() {
        try (var quiet =
                TestGateway.start("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url(), "OTEL_SDK_DISABLED", "true")) {
            quiet.upstream().willAlwaysAnswer(Wire.messages("a"));

            quiet.rails("generate_commit_message")
                    .header("traceparent", TRACEPARENT)
                    .post(PATH, body(false));

            assertThat(quiet.upstream().onlyRequest().header("traceparent")).isNull();
        }
        assertThat(collector.trace(TRACE)).isEmpty();
    }
}
