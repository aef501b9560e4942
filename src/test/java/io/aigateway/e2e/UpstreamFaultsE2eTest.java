package io.aigateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.aigateway.app.RawClient;
import io.aigateway.app.TestGateway;
import io.aigateway.app.TestGateway.Answer;
import io.aigateway.app.TestGateway.Call;
import io.aigateway.testkit.Gate;
import io.aigateway.testkit.OnLoop;
import io.aigateway.testkit.Received;
import io.aigateway.testkit.Reply;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What clients see when a provider refuses, breaks off, stalls or talks nonsense; and what providers see when a client leaves. */
class UpstreamFaultsE2eTest {
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

    /** A request to each provider, through the route that reaches it. */
    enum Way {
        FIREWORKS("/v2/code/completions", "complete_code") {
            @Override
            Map<String, Object> body(TestGateway gateway, boolean stream) {
                return flat(stream, "fireworks_ai", Map.of());
            }

            @Override
            Reply stream(String... pieces) {
                return Wire.completionStream(pieces);
            }
        },
        ANTHROPIC("/v2/code/generations", "generate_code") {
            @Override
            Map<String, Object> body(TestGateway gateway, boolean stream) {
                return flat(stream, "anthropic", Map.of());
            }

            @Override
            Reply stream(String... pieces) {
                return Wire.messageStream(pieces);
            }
        },
        VERTEX_CODESTRAL("/v2/completions", "complete_code") {
            @Override
            Map<String, Object> body(TestGateway gateway, boolean stream) {
                return flat(stream, "vertex-ai", Map.of());
            }

            @Override
            Reply stream(String... pieces) {
                return Wire.chatStream(pieces);
            }
        },
        VERTEX_CLAUDE("/v4/code/suggestions", "generate_code") {
            @Override
            Map<String, Object> body(TestGateway gateway, boolean stream) {
                return components(stream);
            }

            @Override
            Reply stream(String... pieces) {
                return Wire.messageStream(pieces);
            }
        },
        RAW_COMPONENTS("/v3/code/completions", "generate_code") {
            @Override
            Map<String, Object> body(TestGateway gateway, boolean stream) {
                return components(stream);
            }

            @Override
            Reply stream(String... pieces) {
                return Wire.messageStream(pieces);
            }
        },
        SELF_HOSTED("/v2/code/generations", "generate_code") {
            @Override
            Map<String, Object> body(TestGateway gateway, boolean stream) {
                return flat(
                        stream,
                        "litellm",
                        Map.of(
                                "model_name",
                                "mistral",
                                "model_endpoint",
                                gateway.upstream().url() + "/v1"));
            }

            @Override
            Reply stream(String... pieces) {
                return Wire.chatStream(pieces);
            }
        };

        private final String path;
        private final String unitPrimitive;

        Way(String path, String unitPrimitive) {
            this.path = path;
            this.unitPrimitive = unitPrimitive;
        }

        abstract Map<String, Object> body(TestGateway gateway, boolean stream);

        abstract Reply stream(String... pieces);

        Call call(TestGateway gateway) {
            return gateway.rails(unitPrimitive);
        }

        Answer ask(TestGateway gateway, boolean stream) {
            return call(gateway).post(path, Wire.json(body(gateway, stream)));
        }

        private static Map<String, Object> flat(boolean stream, String provider, Map<String, Object> more) {
            var body = new LinkedHashMap<String, Object>(more);
            body.put("prompt_version", 1);
            body.put(
                    "current_file",
                    Map.of("file_name", "a.py", "content_above_cursor", "# x\n", "content_below_cursor", ""));
            body.put("model_provider", provider);
            body.put("stream", stream);
            return body;
        }

        private static Map<String, Object> components(boolean stream) {
            return Map.of(
                    "prompt_components",
                    java.util.List.of(Map.of(
                            "type",
                            "code_editor_generation",
                            "payload",
                            Map.of(
                                    "file_name", "a.py",
                                    "content_above_cursor", "# x\n",
                                    "content_below_cursor", "",
                                    "prompt_id", "code_suggestions/generations",
                                    "stream", stream))));
        }
    }

    private Received asked() {
        return gateway.upstream().received().stream()
                .filter(received -> !received.path().contains("computeMetadata"))
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    private long timesAsked() {
        return gateway.upstream().received().stream()
                .filter(received -> !received.path().contains("computeMetadata"))
                .count();
    }

    static Stream<Arguments> errors() {
        return Stream.of(Way.values())
                .flatMap(way -> Stream.of(400, 401, 403, 404, 413, 422, 500, 502, 503, 504, 529)
                        .flatMap(status ->
                                Stream.of(Arguments.of(way, status, false), Arguments.of(way, status, true))));
    }

    @ParameterizedTest(name = "{0}, {1}, stream: {2}")
    @MethodSource("errors")
    void answers503WhenTheProviderRefusesOrBreaksDown(Way way, int status, boolean stream) {
        gateway.upstream()
                .willAlwaysAnswer(Reply.json(status, "{\"error\": {\"message\": \"planted upstream text\"}}"));

        Answer answer = way.ask(gateway, stream);

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.text()).isEqualTo("{\"detail\":\"Inference failed\"}");
    }

    @ParameterizedTest
    @EnumSource
    void passesOnThatTheProviderAskedForAPause(Way way) {
        gateway.upstream()
                .willAlwaysAnswer(Reply.json(429, "{\"error\": {\"message\": \"slow down\"}}")
                        .header("retry-after", "14"));

        for (boolean stream : new boolean[] {false, true}) {
            Answer answer = way.ask(gateway, stream);

            assertThat(answer.status()).isEqualTo(429);
            assertThat(answer.text()).isEqualTo("{\"detail\":\"Too many requests. Please try again later.\"}");
            assertThat(answer.header("Retry-After")).isEqualTo("14");
        }
    }

    @ParameterizedTest
    @EnumSource
    void answers503ToNonsense(Way way) {
        for (String nonsense : new String[] {"", "not json", "{}", "[1]", "{\"choices\": 7}", "<html>"}) {
            gateway.upstream().willAlwaysAnswer(Reply.json(200, nonsense));

            assertThat(way.ask(gateway, false).status()).as(nonsense).isEqualTo(503);
        }
    }

    @ParameterizedTest
    @EnumSource
    void answers503WhenTheConnectionBreaksBeforeAnAnswer(Way way) {
        gateway.upstream().willAlwaysAnswer(Reply.hangUp());

        assertThat(way.ask(gateway, false).status()).isEqualTo(503);
        assertThat(way.ask(gateway, true).status()).isEqualTo(503);
    }

    @Test
    void answers503WhenNobodyListens() {
        Map<String, Object> body = new LinkedHashMap<>(Way.SELF_HOSTED.body(gateway, false));
        body.put("model_endpoint", "http://127.0.0.1:1/v1");

        assertThat(gateway.rails("generate_code")
                        .post("/v2/code/generations", Wire.json(body))
                        .status())
                .isEqualTo(503);
    }

    @ParameterizedTest
    @EnumSource
    void answers503AtTheDeadlineAndStopsTheCall(Way way) {
        try (TestGateway hasty =
                TestGateway.start("AIGW_CUSTOM_MODELS__ENABLED", "true", "AIGW_HTTP__REQUEST_TIMEOUT", "0.3")) {
            hasty.upstream().willAnswerAt(Wire.METADATA_TOKEN, Wire.googleToken(TestGateway.GOOGLE_TOKEN));
            hasty.upstream().willAlwaysAnswer(Reply.never());

            assertThat(way.ask(hasty, false).status()).isEqualTo(503);
            OnLoop.until(
                    "the call was stopped",
                    () -> hasty.upstream().received().stream()
                            .filter(received -> !received.path().contains("computeMetadata"))
                            .allMatch(Received::isAbandoned));
        }
    }

    @ParameterizedTest
    @EnumSource
    void cutsTheConnectionWhenAStreamIsCut(Way way) {
        Reply whole = way.stream("first\n", "second\n", "third\n");
        int middle = new String(whole.body(), StandardCharsets.UTF_8).indexOf("second");
        gateway.upstream().willAlwaysAnswer(whole.cutAfter(middle));

        String answer = way.call(gateway).postAndSeeItCut(way.path, Wire.json(way.body(gateway, true)));

        assertThat(answer).startsWith("HTTP/1.1 200").contains("first").doesNotContain("stream_end");
        assertThat(answer).doesNotEndWith("\r\n0\r\n\r\n");
    }

    @ParameterizedTest
    @EnumSource
    void cutsTheConnectionWhenAStreamStalls(Way way) {
        try (TestGateway hasty =
                TestGateway.start("AIGW_CUSTOM_MODELS__ENABLED", "true", "AIGW_HTTP__REQUEST_TIMEOUT", "0.5")) {
            hasty.upstream().willAnswerAt(Wire.METADATA_TOKEN, Wire.googleToken(TestGateway.GOOGLE_TOKEN));
            Reply whole = way.stream("first\n", "second\n");
            int middle = new String(whole.body(), StandardCharsets.UTF_8).indexOf("second");
            hasty.upstream().willAlwaysAnswer(whole.stalledAfter(middle));

            String answer = way.call(hasty).postAndSeeItCut(way.path, Wire.json(way.body(hasty, true)));

            assertThat(answer).contains("first").doesNotContain("stream_end").doesNotEndWith("\r\n0\r\n\r\n");
        }
    }

    @Test
    void cutsTheConnectionWhenTheProviderReportsAnErrorInTheStream() {
        gateway.upstream()
                .willAlwaysAnswer(Reply.sse(Wire.messageStart()
                        + Wire.messageDelta("first\n")
                        + Wire.event(
                                "error",
                                Map.of("type", "error", "error", Map.of("type", "overloaded_error", "message", "m")))));

        String answer = Way.VERTEX_CLAUDE
                .call(gateway)
                .postAndSeeItCut(Way.VERTEX_CLAUDE.path, Wire.json(Way.VERTEX_CLAUDE.body(gateway, true)));

        assertThat(answer).contains("stream_start", "first").doesNotContain("stream_end");
    }

    @ParameterizedTest
    @EnumSource
    void givesTheSameTextHoweverTheProviderCutsItsStream(Way way) {
        gateway.upstream().willAnswerAt("computeMetadata", Wire.googleToken(TestGateway.GOOGLE_TOKEN));
        gateway.upstream()
                .willAlwaysAnswer(way.stream("gr\u00fc\u00dfe ", "\uD83D\uDE00 a\n", "b\n")
                        .byteByByte());

        String answer = way.ask(gateway, true).text();

        String text = answer.startsWith("event:")
                ? Wire.sseEvents(answer).stream()
                        .filter(event -> event.startsWith("event: content_chunk"))
                        .map(event -> event.replaceAll("(?s).*\"content\": \"(.*)\"}, \"index\".*", "$1"))
                        .reduce("", String::concat)
                        .replace("\\n", "\n")
                        .replace("\\u00fc", "\u00fc")
                        .replace("\\u00df", "\u00df")
                        .replace("\\ud83d\\ude00", "\uD83D\uDE00")
                : answer;
        assertThat(text).isEqualTo("gr\u00fc\u00dfe \uD83D\uDE00 a\nb\n");
    }

    @ParameterizedTest
    @EnumSource
    void sendsTheFirstWordsWhileTheProviderStillWrites(Way way) {
        Reply whole = way.stream("first\n", "second\n");
        var gate = new Gate();
        int middle = new String(whole.body(), StandardCharsets.UTF_8).indexOf("second");
        gateway.upstream().willAlwaysAnswer(whole.waitingAt(middle, gate));

        try (RawClient client = way.call(gateway).open(way.path, Wire.json(way.body(gateway, true)))) {
            assertThat(client.readUntil("first")).doesNotContain("second");
            gate.open();
            client.readUntil("second");
        }
    }

    @ParameterizedTest
    @EnumSource
    void stopsACallWhoseClientLeavesBeforeTheAnswer(Way way) {
        gateway.upstream().willAlwaysAnswer(Reply.never());
        RawClient client = way.call(gateway).open(way.path, Wire.json(way.body(gateway, false)));
        OnLoop.until("the provider was asked", () -> timesAsked() == 1);

        client.leave();

        OnLoop.until("the call was stopped", () -> asked().isAbandoned());
    }

    @ParameterizedTest
    @EnumSource
    void stopsACallWhoseClientLeavesInTheMiddleOfTheAnswer(Way way) {
        gateway.upstream()
                .willAlwaysAnswer(
                        way.stream("first\n", "second\n").inPiecesOf(4096).endless());
        Reply whole = way.stream("first\n", "second\n");
        int middle = new String(whole.body(), StandardCharsets.UTF_8).indexOf("second");
        gateway.upstream().willAlwaysAnswer(whole.stalledAfter(middle));
        RawClient client = way.call(gateway).open(way.path, Wire.json(way.body(gateway, true)));
        client.readUntil("first");

        client.leave();

        OnLoop.until("the call was stopped", () -> asked().isAbandoned());
    }
}
