package io.aigateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aigateway.app.TestGateway;
import io.aigateway.testkit.Reply;
import io.aigateway.wire.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** However an upstream's stream is cut on its way, and into however many pieces the model cuts its words, the client gets the same. */
class SplitsE2eTest {
    private static final String CLAUDE =
            "\"model_metadata\": {\"provider\": \"gitlab\", \"identifier\": \"claude_sonnet_4_6\"}";
    private static final String FILE =
            "\"file_name\": \"a.py\", \"content_above_cursor\": \"# x\\n\", \"content_below_cursor\": \"\"";
    private static final String CODE = "<new_code>def f():\n    return \"\u00e9\uD83D\uDE00\"\n```\n</new_code>";

    private static TestGateway gateway;

    /** A way to ask, and what is to be heard however the answer is cut. */
    private record Route(
            String name, String unitPrimitive, String path, String body, String said, Function<String, String> heard) {
        @Override
        public String toString() {
            return name;
        }
    }

    @BeforeAll
    static void start() {
        gateway = TestGateway.start();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    private static List<Route> routes() {
        String components = "{\"prompt_components\": [{\"type\": \"code_editor_generation\", \"payload\": {" + FILE
                + ", \"stream\": true}}], " + CLAUDE + "}";
        String prompt = "{\"inputs\": {\"diff\": \"x\"}, \"stream\": true, " + CLAUDE + "}";
        String chat = "{\"stream\": true, \"prompt_components\": [{\"type\": \"p\", \"metadata\": {\"source\": \"s\","
                + " \"version\": \"1\"}, \"payload\": {\"content\": \"x\"}}]}";
        String agent = "{\"messages\": [{\"role\": \"user\", \"content\": \"x\"}], " + CLAUDE + "}";
        String answer = "Thought: I know \u00e9.\n\nFinal Answer: One \uD83D\uDE00.\n\n  Two. \n";
        String action = "Thought: look \u00e9\nAction: issue_reader\nAction Input: #12 \uD83D\uDE00\n";
        return List.of(
                new Route("v3 generation", "generate_code", "/v3/code/completions", components, CODE, text -> text),
                new Route(
                        "v4 generation", "generate_code", "/v4/code/suggestions", components, CODE, SplitsE2eTest::sse),
                new Route(
                        "v2 generation",
                        "generate_code",
                        "/v2/code/generations",
                        "{\"prompt_version\": 1, \"stream\": true, \"model_provider\": \"anthropic\", \"current_file\": {"
                                + FILE + "}}",
                        CODE,
                        text -> text),
                new Route(
                        "v1 prompt",
                        "generate_commit_message",
                        "/v1/prompts/generate_commit_message",
                        prompt,
                        "Fix \u00e9\uD83D\uDE00\n\n- a\n",
                        text -> text),
                new Route(
                        "v2 prompt",
                        "generate_commit_message",
                        "/v2/prompts/generate_commit_message",
                        prompt,
                        "Fix \u00e9\uD83D\uDE00\n\n- a\n",
                        SplitsE2eTest::lines),
                new Route("v1 chat", "duo_chat", "/v1/chat/agent", chat, "Hi \u00e9\uD83D\uDE00\n", text -> text),
                new Route("v2 answer", "duo_classic_chat", "/v2/chat/agent", agent, answer, SplitsE2eTest::lines),
                new Route(
                        "v2 action",
                        "ask_issue,duo_classic_chat",
                        "/v2/chat/agent",
                        agent,
                        action,
                        SplitsE2eTest::lines));
    }

    static Stream<Arguments> cuts() {
        return routes().stream()
                .flatMap(route -> Stream.of(1, 2, 3, 7, 64, 100_000)
                        .flatMap(bytes ->
                                Stream.of(1, 4, 1000).map(characters -> Arguments.of(route, bytes, characters))));
    }

    @ParameterizedTest(name = "{0}, {1} bytes, {2} characters")
    @MethodSource("cuts")
    void givesTheSame(Route route, int bytes, int characters) {
        String whole = heard(route, Integer.MAX_VALUE / 2, Integer.MAX_VALUE / 2);

        assertThat(whole).containsAnyOf("\uD83D\uDE00", "\\ud83d\\ude00");
        assertThat(heard(route, bytes, characters)).isEqualTo(whole);
    }

    private static String heard(Route route, int bytes, int characters) {
        gateway.upstream()
                .willAnswer(Reply.sse(Wire.messageEvents(pieces(route.said(), characters)))
                        .inPiecesOf(Math.min(bytes, 1_000_000)));
        TestGateway.Answer answer =
                gateway.rails(route.unitPrimitive().split(",", -1)).post(route.path(), route.body());
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return route.heard().apply(answer.text());
    }

    /** Cut between code points: a model never says half a character. */
    private static String[] pieces(String text, int characters) {
        int[] points = text.codePoints().toArray();
        int count = (points.length + characters - 1) / characters;
        var pieces = new String[count];
        for (int i = 0; i < count; i++) {
            int start = i * characters;
            pieces[i] = new String(points, start, Math.min(characters, points.length - start));
        }
        return pieces;
    }

    /** Pieces of text joined; everything else as it is. */
    private static String lines(String body) {
        var text = new StringBuilder();
        var rest = new StringBuilder();
        for (String line : body.lines().toList()) {
            JsonNode event = parse(line);
            JsonNode data = event.has("data") ? event.get("data") : event;
            String member = data.has("content") ? "content" : "text";
            if (data.has(member) && !"unknown".equals(event.path("type").asText())) {
                text.append(data.get(member).textValue());
                rest.append(data.path("finish_reason").asText("")).append(data.path("usage"));
            } else {
                rest.append(line);
            }
        }
        return text + "|" + rest.toString().replace("null", "");
    }

    private static String sse(String body) {
        var text = new StringBuilder();
        for (String event : Wire.sseEvents(body)) {
            String data = event.substring(event.indexOf("data: ") + "data: ".length());
            text.append(parse(data)
                    .path("choices")
                    .path(0)
                    .path("delta")
                    .path("content")
                    .asText(""));
        }
        return text.toString();
    }

    private static JsonNode parse(String json) {
        try {
            return Json.mapper().readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
