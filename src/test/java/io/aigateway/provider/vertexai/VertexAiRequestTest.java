package io.aigateway.provider.vertexai;

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
import io.aigateway.provider.google.Credentials;
import io.aigateway.provider.google.GoogleCredentials;
import io.aigateway.provider.google.ManualClock;
import io.aigateway.settings.ProviderSettings;
import io.aigateway.testkit.FakeUpstream;
import io.aigateway.testkit.Fixtures;
import io.aigateway.testkit.OnLoop;
import io.aigateway.testkit.Reply;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VertexAiRequestTest {
    private static final ModelInput HELLO = chat(user("Hello"));
    private static final ModelInput FIM = completion("int add(int a, int b) {\n    return ", ";\n}");

    private final Vertx vertx = Vertx.vertx();
    private final OnLoop loop = OnLoop.of(vertx);
    private final ManualClock clock = new ManualClock();
    private FakeUpstream metadata;

    @BeforeEach
    void open() {
        metadata = OnLoop.await(FakeUpstream.start(vertx)).willAlwaysAnswer(Credentials.token("token"));
    }

    @AfterEach
    void close() {
        OnLoop.await(vertx.close());
    }

    private VertexAiProvider provider(String project, String location, String endpoint) {
        var settings = new ProviderSettings.Vertex(
                project, location, endpoint, new Secret(""), Path.of(""), Credentials.host(metadata));
        return new VertexAiProvider(settings, Credentials.fromMetadata(vertx, metadata, clock));
    }

    private UpstreamCall call(VertexAiProvider provider, ModelAsked asked, boolean streaming) {
        return loop.await(() -> provider.call(asked, streaming));
    }

    private UpstreamCall call(ModelAsked asked, boolean streaming) {
        return call(provider("fixture-project", "", ""), asked, streaming);
    }

    private JsonNode body(ModelAsked asked, boolean streaming) {
        return Fixtures.parse(call(asked, streaming).body().toString());
    }

    private Kind failureOf(VertexAiProvider provider, ModelAsked asked) {
        try {
            call(provider, asked, false);
            throw new AssertionError("no failure");
        } catch (FailureException e) {
            return e.failure().kind();
        }
    }

    private static Target model(String api, String name) {
        return target(name, api, "", "", "");
    }

    private static Target at(String api, String location) {
        return target("model", api, "", "", location);
    }

    @Test
    void asksGemini() {
        UpstreamCall call = call(ask(model("gemini", "gemini-2.5-flash"), HELLO), false);

        assertThat(provider("p", "", "").name()).isEqualTo("vertexai");
        assertThat(call.uri())
                .hasToString(
                        "https://aiplatform.googleapis.com/v1/projects/fixture-project/locations/global/publishers/"
                                + "google/models/gemini-2.5-flash:generateContent");
        assertThat(call.headers())
                .containsOnly(
                        Map.entry("content-type", "application/json"),
                        Map.entry("accept", "application/json"),
                        Map.entry("authorization", "Bearer token"));
    }

    @Test
    void asksForStreams() {
        assertThat(call(ask(model("", "m"), HELLO), true).uri().toString())
                .endsWith("/publishers/google/models/m:streamGenerateContent?alt=sse");
        assertThat(call(ask(model("claude", "m"), HELLO), true).uri().toString())
                .endsWith("/publishers/anthropic/models/m:streamRawPredict");
        assertThat(call(ask(model("codestral", "m"), FIM), true).uri().toString())
                .endsWith("/publishers/mistralai/models/m:streamRawPredict");
        assertThat(call(ask(model("claude", "m"), HELLO), true).headers()).containsEntry("accept", "text/event-stream");
    }

    @Test
    void asksForWholeAnswers() {
        assertThat(call(ask(model("claude", "claude-sonnet-4-5@20250929"), HELLO), false)
                        .uri()
                        .toString())
                .endsWith("/locations/global/publishers/anthropic/models/claude-sonnet-4-5@20250929:rawPredict");
        assertThat(call(ask(model("codestral", "codestral-2508"), FIM), false)
                        .uri()
                        .toString())
                .isEqualTo("https://us-central1-aiplatform.googleapis.com/v1/projects/fixture-project/locations/"
                        + "us-central1/publishers/mistralai/models/codestral-2508:rawPredict");
    }

    @Test
    void takesTheTargetsLocationThenTheSettingsThenTheUsual() {
        var anywhere = provider("p", "", "");
        var asia = provider("p", "asia-east1", "");

        assertThat(call(anywhere, ask(at("gemini", ""), HELLO), false).uri().getHost())
                .isEqualTo("aiplatform.googleapis.com");
        assertThat(call(asia, ask(at("codestral", ""), FIM), false).uri().getHost())
                .isEqualTo("asia-east1-aiplatform.googleapis.com");
        var europe =
                call(asia, ask(at("codestral", "europe-west4"), FIM), false).uri();
        assertThat(europe.getHost()).isEqualTo("europe-west4-aiplatform.googleapis.com");
        assertThat(europe.getPath()).contains("/locations/europe-west4/");
    }

    @Test
    void callsTheEndpointOfTheSettings() {
        var call = call(provider("p", "", "http://127.0.0.1:8089"), ask(at("gemini", "us-east1"), HELLO), false);

        assertThat(call.uri())
                .hasToString("http://127.0.0.1:8089/v1/projects/p/locations/us-east1/publishers/google/models/model"
                        + ":generateContent");
    }

    @Test
    void writesAQuestionForGemini() {
        var asked = ask(
                model("gemini", "gemini-2.5-flash"),
                chat(
                        cached(system("Be brief.")),
                        user("Hello \u2026"),
                        assistant("Hi"),
                        user("More"),
                        system("Be kind."),
                        assistant("begun")),
                EVERYTHING);

        assertThat(body(asked, true)).isEqualTo(Fixtures.parse("""
                {
                  "systemInstruction": {"parts": [{"text": "Be brief."}, {"text": "Be kind."}]},
                  "contents": [
                    {"role": "user", "parts": [{"text": "Hello \u2026"}]},
                    {"role": "model", "parts": [{"text": "Hi"}]},
                    {"role": "user", "parts": [{"text": "More"}]}
                  ],
                  "generationConfig": {
                    "temperature": 0.2, "topP": 0.9, "topK": 40, "maxOutputTokens": 256,
                    "stopSequences": ["</new_code>", "\\n\\n"]
                  }
                }"""));
    }

    @Test
    void writesNoMoreForGeminiThanItWasTold() {
        assertThat(body(ask(model("", "m"), completion("Once", null)), false)).isEqualTo(Fixtures.parse("""
                {
                  "contents": [{"role": "user", "parts": [{"text": "Once"}]}],
                  "generationConfig": {"maxOutputTokens": 64}
                }"""));
    }

    @Test
    void sendsGeminiNoMoreStopsThanItTakes() {
        var many = new Parameters(null, null, null, 64, List.of("1", "", "2", "3", "4", "5", "6"), 1);

        assertThat(body(ask(model("gemini", "m"), HELLO, many), false).findPath("stopSequences"))
                .hasSize(5);
    }

    @Test
    void writesAQuestionForClaude() {
        var expected = (ObjectNode) Fixtures.json("anthropic.vertex.request.json");
        String question = expected.path("messages").path(0).path("content").asText();
        var asked = ask(
                model("claude", "claude-sonnet-4-5@20250929"),
                chat(user(question)),
                new Parameters(null, null, null, 256, List.of(), 1));

        JsonNode body = body(asked, true);

        expected.putArray("messages")
                .addObject()
                .put("role", "user")
                .putArray("content")
                .addObject()
                .put("type", "text")
                .put("text", question);
        assertThat(body).isEqualTo(expected);
    }

    @Test
    void leavesOutWhatNewClaudeModelsRefuse() {
        var input = chat(user("Hello"), assistant("Hi"));
        var body = body(ask(model("claude", "claude-opus-4-7"), input, EVERYTHING), false);

        assertThat(body.fieldNames())
                .toIterable()
                .containsExactly("anthropic_version", "max_tokens", "messages", "stop_sequences", "stream");
        assertThat(body.path("messages")).hasSize(1);
    }

    @Test
    void writesACompletionForCodestral() {
        var expected = (ObjectNode) Fixtures.json("vertex.codestral.request.json");
        expected.put("temperature", 0.0);
        var greedy = new Parameters(0.0, null, null, 64, List.of("\n\n"), 1);

        assertThat(body(ask(model("codestral", "codestral-2508"), FIM, greedy), false))
                .isEqualTo(expected);
    }

    @Test
    void namesCodestralWithoutItsDate() {
        var asked = ask(model("codestral", "codestral@2405"), completion("a", null));

        assertThat(body(asked, true)).isEqualTo(Fixtures.parse("""
                {"model": "codestral", "prompt": "a", "max_tokens": 64, "stream": true}"""));
        assertThat(call(asked, true).uri().getPath()).endsWith("/codestral@2405:streamRawPredict");
    }

    @Test
    void writesAChatForCodestral() {
        var asked = ask(model("codestral", "codestral-2508"), chat(system("a"), assistant("b"), assistant("c")), PLAIN);

        assertThat(body(asked, false)).isEqualTo(Fixtures.parse("""
                {
                  "model": "codestral-2508",
                  "messages": [
                    {"role": "system", "content": "a"},
                    {"role": "assistant", "content": "b"},
                    {"role": "assistant", "content": "c", "prefix": true}
                  ],
                  "max_tokens": 64,
                  "stream": false
                }"""));
    }

    @Test
    void sendsTheTargetsKeyInsteadOfAToken() {
        var call = call(ask(target("m", "gemini", "http://proxy.test", "theirs", ""), HELLO), false);

        assertThat(call.uri().getHost()).isEqualTo("proxy.test");
        assertThat(call.headers()).containsEntry("authorization", "Bearer theirs");
        assertThat(metadata.received()).isEmpty();
    }

    @Test
    void saysWhichProjectPaysForAUsersCalls() {
        var user = """
                {"type": "authorized_user", "client_id": "a", "client_secret": "b", "refresh_token": "c",
                 "quota_project_id": "paying", "token_uri": "%s/token"}""".formatted(metadata.url());
        var settings = new ProviderSettings.Vertex("p", "", "", new Secret(user), Path.of(""), "nowhere.invalid");
        var provider = new VertexAiProvider(settings, GoogleCredentials.of(vertx, settings));

        assertThat(call(provider, ask(target("m"), HELLO), false).headers())
                .containsEntry("x-goog-user-project", "paying");
        assertThat(call(provider, ask(target("m", "", "", "theirs", ""), HELLO), false)
                        .headers())
                .doesNotContainKey("x-goog-user-project");
    }

    @Test
    void neverSendsItsTokenToAServerOfTheirs() {
        var asked = ask(target("m", "gemini", "http://proxy.test", "", ""), HELLO);

        assertThat(failureOf(provider("p", "", ""), asked)).isEqualTo(Kind.INVALID);
        assertThat(metadata.received()).isEmpty();
    }

    @Test
    void addsTheTargetsHeaders() {
        var call = call(ask(withHeader(target("m"), "X-Vertex-AI-LLM-Shared-Request-Type", "flex"), HELLO), false);

        assertThat(call.headers()).containsEntry("x-vertex-ai-llm-shared-request-type", "flex");
    }

    @ParameterizedTest
    @CsvSource({"bison, ''", "Gemini, ''", "gemini, 'evil.test/'", "claude, 'us central1'"})
    void refusesWhatItCannotBeAskedWithoutAToken(String api, String location) {
        assertThat(failureOf(provider("p", "", ""), ask(at(api, location), HELLO)))
                .isEqualTo(Kind.INVALID);
        assertThat(metadata.received()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gemini", "claude"})
    void refusesToCompleteBetweenTwoHalves(String api) {
        assertThat(failureOf(provider("p", "", ""), ask(model(api, "m"), FIM))).isEqualTo(Kind.INVALID);
    }

    @Test
    void isUnavailableWithoutAProject() {
        assertThat(failureOf(provider("", "", ""), ask(model("gemini", "m"), HELLO)))
                .isEqualTo(Kind.UPSTREAM_UNAVAILABLE);
    }

    @Test
    void isUnavailableWithoutAToken() {
        metadata.willAnswer(Reply.of(500, "{}"));

        assertThat(failureOf(provider("p", "", ""), ask(model("gemini", "m"), HELLO)))
                .isEqualTo(Kind.UPSTREAM_UNAVAILABLE);
    }

    @Test
    void fetchesAnotherTokenWhenGoogleRefusesTheFirst() {
        var provider = provider("p", "", "");
        metadata.willAnswer(Credentials.token("one")).willAnswer(Credentials.token("two"));
        var asked = ask(model("gemini", "m"), HELLO);
        call(provider, asked, false);
        clock.advance(Duration.ofMinutes(5));

        var kept = provider.explain(403, MultiMap.caseInsensitiveMultiMap(), Fixtures.bytes("vertex.error.403.json"));
        assertThat(call(provider, asked, false).headers()).containsEntry("authorization", "Bearer one");
        var dropped =
                provider.explain(401, MultiMap.caseInsensitiveMultiMap(), Fixtures.bytes("vertex.error.401.json"));

        assertThat(call(provider, asked, false).headers()).containsEntry("authorization", "Bearer two");
        assertThat(List.of(kept.kind(), dropped.kind())).containsOnly(Kind.UPSTREAM_REFUSED);
        assertThat(dropped.upstreamStatus()).isEqualTo(401);
    }

    @Test
    void showsNothingOfAPromptWhenPrinted() {
        var said = chat(system("secret"), user("secret"), assistant("secret"));
        var halves = completion("secret", "secret");

        assertThat(GeminiRequest.of(ask(target("m"), said)).toString()).doesNotContain("secret");
        assertThat(CodestralRequest.of(ask(target("m"), said), false).toString())
                .doesNotContain("secret");
        assertThat(CodestralRequest.of(ask(target("m"), halves), false).toString())
                .doesNotContain("secret");
        assertThat(call(ask(target("m"), said), false).toString()).doesNotContain("secret");
    }
}
