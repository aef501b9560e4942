package io.aigateway.e2e;

import static io.aigateway.e2e.Blueprint.CHAT;
import static io.aigateway.e2e.Blueprint.CODE;
import static io.aigateway.e2e.Blueprint.GEMINI_STREAM;
import static io.aigateway.e2e.Blueprint.component;
import static io.aigateway.e2e.Blueprint.prompt;
import static io.aigateway.e2e.Blueprint.streamed;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aigateway.app.RawClient;
import io.aigateway.app.TestGateway;
import io.aigateway.app.TestGateway.Answer;
import io.aigateway.bus.BusOptions;
import io.aigateway.testkit.Fixtures;
import io.aigateway.testkit.OnLoop;
import io.aigateway.testkit.Received;
import io.aigateway.testkit.Reply;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Streamed answers to the first prompt that is served, with messages by reference and as between two nodes. */
class BlueprintStreamE2eTest {
    private static final String QUESTIONS =
            streamed(prompt("vertex-ai", "text-bison", "One?"), prompt("anthropic", "claude-2", "Two?"));

    private static TestGateway gateway(boolean wire) {
        TestGateway gateway = TestGateway.start(BusOptions.defaults().withForceWire(wire));
        gateway.upstream().willAnswerAt(Wire.METADATA_TOKEN, Wire.googleToken(TestGateway.GOOGLE_TOKEN));
        return gateway;
    }

    private static JsonNode data(String event) {
        return Fixtures.parse(event.substring(event.indexOf("data: ") + "data: ".length()));
    }

    private static Received asked(TestGateway gateway) {
        return gateway.upstream().received().stream()
                .filter(received -> received.path().contains(Wire.ANTHROPIC))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void saysFirstWhoAnswers(boolean wire) {
        try (TestGateway gateway = gateway(wire)) {
            gateway.upstream().willAnswerAt(GEMINI_STREAM, Reply.json(503, "{}"));
            gateway.upstream().willAnswerAt(Wire.ANTHROPIC, Wire.messageStream("An issue", " is a task."));

            Answer answer = gateway.rails("duo_chat").post(CHAT, QUESTIONS);

            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
            assertThat(answer.header("Content-Type")).isEqualTo("text/event-stream; charset=utf-8");
            assertThat(answer.header("X-Streaming-Format")).isEqualTo("sse");
            List<String> events = Wire.sseEvents(answer.text());
            assertThat(events).hasSize(4);
            assertThat(events.get(0)).startsWith("event: stream_start\r\n");
            assertThat(data(events.get(0)).get("metadata").fieldNames())
                    .toIterable()
                    .containsExactly("identifier", "model", "provider", "timestamp");
            assertThat(data(events.get(0)).get("metadata").get("provider").textValue())
                    .isEqualTo("anthropic");
            assertThat(events.get(1)).startsWith("event: content_chunk\r\n").contains("\"content\": \"An issue\"");
            assertThat(events.get(3)).startsWith("event: stream_end\r\n");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void goesOnToTheBuildingBlocks(boolean wire) {
        try (TestGateway gateway = gateway(wire)) {
            gateway.upstream().willAnswerAt(Wire.VERTEX_CODESTRAL_STREAM, Reply.json(503, "{}"));
            gateway.upstream().willAnswerAt(Wire.FIREWORKS, Wire.completionStream("a ", "+ b"));

            Answer answer = gateway.rails("complete_code")
                    .post(
                            CODE,
                            streamed(
                                    prompt("vertex-ai", "code-gecko", "return "),
                                    component(
                                            "editor_content",
                                            "\"filename\": \"a.py\", \"before_cursor\": \"return \"")));

            List<String> events = Wire.sseEvents(answer.text());
            assertThat(events).hasSize(4);
            assertThat(data(events.get(0)).get("metadata").get("model").textValue())
                    .isEqualTo("codestral_2508_fireworks");
            assertThat(events.get(2)).contains("\"content\": \"+ b\"");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void answersWithAStatusWhenNobodyHasSaidAnything(boolean wire) {
        try (TestGateway gateway = gateway(wire)) {
            gateway.upstream().willAnswerAt(GEMINI_STREAM, Reply.json(429, "{}").header("retry-after", "7"));
            gateway.upstream().willAnswerAt(Wire.ANTHROPIC, Reply.json(500, "{}"));

            Answer answer = gateway.rails("duo_chat").post(CHAT, QUESTIONS);

            assertThat(answer.status()).isEqualTo(429);
            assertThat(answer.header("Retry-After")).isEqualTo("7");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void asksNobodyElseOnceSomethingWasSaid(boolean wire) {
        try (TestGateway gateway = gateway(wire)) {
            String begun = Wire.messageStart() + Wire.messageDelta("An issue");
            gateway.upstream().willAnswerAt(Wire.ANTHROPIC, Reply.sse(begun).cutAfter(begun.length()));
            gateway.upstream().willAnswerAt(GEMINI_STREAM, Wire.gemini("never"));

            String seen = gateway.rails("duo_chat")
                    .postAndSeeItCut(
                            CHAT,
                            streamed(
                                    prompt("anthropic", "claude-2", "One?"),
                                    prompt("vertex-ai", "text-bison", "Two?")));

            assertThat(seen).contains("An issue").doesNotContain("stream_end").doesNotContain("never");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void stopsTheModelWhenTheClientLeaves(boolean wire) {
        try (TestGateway gateway = gateway(wire)) {
            String begun = Wire.messageStart() + Wire.messageDelta("first");
            gateway.upstream().willAnswerAt(GEMINI_STREAM, Reply.json(503, "{}"));
            gateway.upstream().willAnswerAt(Wire.ANTHROPIC, Reply.sse(begun).stalledAfter(begun.length()));
            RawClient client = gateway.rails("duo_chat").open(CHAT, QUESTIONS);
            client.readUntil("first");

            client.leave();

            OnLoop.until("the call was stopped", () -> asked(gateway).isAbandoned());
        }
    }
}
