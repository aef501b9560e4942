package io.aigateway.fakeupstream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aigateway.fakeupstream.BareClient.End;
import io.aigateway.testkit.Fixtures;
import io.aigateway.testkit.OnLoop;
import io.aigateway.wire.SseEvent;
import io.aigateway.wire.SseParser;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the fake providers answer has the form of what providers answer, and is counted. */
class FormatsTest {
    private final Vertx vertx = Vertx.vertx();
    private final HttpClient http = HttpClient.newHttpClient();
    private FakeProviders fake;

    @BeforeEach
    void start() {
        fake = OnLoop.await(FakeProviders.start(vertx, FakeOptions.defaults()));
    }

    @AfterEach
    void stop() {
        OnLoop.await(vertx.close());
    }

    private HttpResponse<String> post(String path, String body) {
        var request = HttpRequest.newBuilder(URI.create(fake.url() + path))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static List<SseEvent> events(String stream) {
        var events = new ArrayList<SseEvent>();
        new SseParser(1 << 20).feed(stream.getBytes(StandardCharsets.UTF_8), events::add);
        return events;
    }

    private static String data(SseEvent event) {
        return new String(event.data(), StandardCharsets.UTF_8);
    }

    /** A made-up document has no member that a recorded one lacks, and none of another kind. */
    private static void hasTheFormOf(JsonNode made, JsonNode recorded, String where) {
        made.fieldNames().forEachRemaining(name -> {
            JsonNode like = recorded.path(name);
            assertThat(like.isMissingNode()).as(where + "." + name).isFalse();
            if (!like.isNull() && !made.path(name).isNull()) {
                assertThat(made.path(name).getNodeType()).as(where + "." + name).isEqualTo(like.getNodeType());
            }
            hasTheFormOf(made.path(name), like, where + "." + name);
        });
        if (made.isArray() && !made.isEmpty()) {
            assertThat(recorded).as(where).anySatisfy(like -> hasTheFormOf(made.path(0), like, where + "[]"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/messages, anthropic.messages.response.json",
        "/v1/messages/count_tokens, anthropic.count_tokens.response.json",
        "/v1/chat/completions, openai.chat.response.json",
        "/v1/fim/completions, mistral.fim.response.json",
        "/v1/completions, openai.completions.response.json",
        "/v1/responses, openai.responses.response.json",
        "/v1/embeddings, openai.embeddings.response.float.json",
        "/v1/publishers/google/models/g:generateContent, vertex.gemini.response.json",
        "/v1/publishers/google/models/g:countTokens, vertex.gemini.count_tokens.response.json",
        "/v1/publishers/anthropic/models/c:rawPredict, anthropic.messages.response.json",
        "/v1/publishers/google/models/e:predict, vertex.embeddings.response.json",
        "/computeMetadata/v1/instance/service-accounts/default/token, google.oauth.token.response.json"
    })
    void answersInOneDocument(String path, String recorded) {
        HttpResponse<String> answer =
                post(path, "{\"model\": \"m\", \"input\": [\"a\"], \"instances\": [{\"content\": \"a\"}]}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).contains("application/json");
        hasTheFormOf(Fixtures.parse(answer.body()), Fixtures.json(recorded), path);
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/messages, anthropic.messages.stream.text.sse, '', false",
        "/v1/chat/completions, openai.chat.stream.text.sse, '', true",
        "/v1/completions, openai.completions.stream.sse, +no-usage, false",
        "/v1/responses, openai.responses.stream.text.sse, '', false",
        "/v1/publishers/google/models/g:streamGenerateContent, vertex.gemini.stream.sse, '', false",
        "/v1/publishers/mistralai/models/c:streamRawPredict, mistral.fim.stream.sse, '', false"
    })
    void answersInEvents(String path, String recorded, String fault, boolean asked) {
        String options = "\"stream_options\": {\"include_usage\": " + asked + "}";
        String body = "{\"model\": \"m" + fault + "\", \"stream\": true, " + options + "}";
        List<SseEvent> made = events(post(path, body).body());
        List<SseEvent> real = events(Fixtures.text(recorded));

        var names = new TreeSet<String>();
        real.forEach(event -> names.add(event.name()));
        assertThat(made).extracting(SseEvent::name).allMatch(names::contains);
        assertThat(data(made.get(made.size() - 1)).equals("[DONE]"))
                .isEqualTo(data(real.get(real.size() - 1)).equals("[DONE]"));
        for (SseEvent event : made) {
            assertThat(real)
                    .filteredOn(other -> other.name().equals(event.name()))
                    .as(data(event))
                    .anySatisfy(other -> isLike(event, other, path));
        }
    }

    private static void isLike(SseEvent made, SseEvent recorded, String path) {
        if (data(made).equals("[DONE]") || data(recorded).equals("[DONE]")) {
            assertThat(data(made)).isEqualTo(data(recorded));
        } else {
            hasTheFormOf(Fixtures.parse(data(made)), Fixtures.parse(data(recorded)), path);
        }
    }

    @Test
    void keepsToTheLimitOfTheRequest() {
        JsonNode answer = Fixtures.parse(
                post("/v1/messages", "{\"model\": \"m\", \"max_tokens\": 2}").body());

        assertThat(answer.path("content").path(0).path("text").asText()).isEqualTo("This answer");
        assertThat(answer.path("stop_reason").asText()).isEqualTo("max_tokens");
        assertThat(answer.path("usage").path("output_tokens").asInt()).isEqualTo(2);
    }

    @Test
    void givesTheLastStepToAnAgent() {
        JsonNode answer =
                Fixtures.parse(post("/v1/messages", "{\"model\": \"m\", \"stop_sequences\": [\"Observation:\"]}")
                        .body());

        assertThat(answer.path("content").path(0).path("text").asText()).contains("\nFinal Answer: This answer was");
    }

    @Test
    void findsFaultsInTheModelsName() {
        assertThat(post("/v1/chat/completions", "{\"model\": \"gpt+503\"}").statusCode())
                .isEqualTo(503);
        String path = "/v1/projects/p/locations/l/publishers/google/models/";
        assertThat(post(path + "gemini+503:generateContent", "{}").statusCode()).isEqualTo(503);
        assertThat(post(path + "gemini%2B429%3Aretry-after%3D3:generateContent", "{}")
                        .statusCode())
                .isEqualTo(429);
        JsonNode good = Fixtures.parse(
                post("/v1/messages", "{\"model\": \"claude+none\"}").body());
        assertThat(good.path("model").asText()).isEqualTo("claude");
    }

    @Test
    void tellsWhoeverMadeAMistake() {
        HttpResponse<String> answer = post("/v1/messages", "{\"model\": \"claude+explode\"}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("fault: explode (expected: one of delay");
        assertThat(post("/nowhere", "{}").statusCode()).isEqualTo(404);
        assertThat(post("/v1/messages", "no json").statusCode()).isEqualTo(200);
    }

    @Test
    void failsEveryRequestUntilItIsToldToStop() {
        fake.failWith("529");
        assertThat(post("/v1/messages", "{}").statusCode()).isEqualTo(529);
        assertThat(post("/token", "").statusCode()).isEqualTo(200);

        fake.failNoMore();
        assertThat(post("/v1/messages", "{}").statusCode()).isEqualTo(200);
    }

    @Test
    void countsWhatItDoes() {
        post("/v1/messages", "{}");
        post("/v1/messages", "{\"model\": \"m+429\"}");
        post("/nowhere", "{}");
        var stalled = new BareClient(fake.port()).post("/v1/messages", "stall@headers", "{}");
        var cut = new BareClient(fake.port()).post("/v1/messages", "cut@headers", "{}");
        assertThat(cut.readToEnd(20_000)).isEqualTo(End.CLOSED);
        OnLoop.until("all have come", () -> fake.stats().requests() == 5);
        assertThat(fake.stats().underWay()).isEqualTo(1);

        stalled.close();

        OnLoop.until("it is noticed that the client left", () -> fake.stats().abandoned() == 1);
        JsonNode stats = Fixtures.parse(post(FakeProviders.STATS_PATH, "").body());
        assertThat(stats.path("requests").asInt()).isEqualTo(5);
        assertThat(stats.path("requests_by_api").toString()).isEqualTo("{\"anthropic messages\":4}");
        assertThat(stats.path("faults").toString()).isEqualTo("{\"429\":1,\"cut\":1,\"stall\":1}");
        assertThat(stats.path("under_way").asInt()).isZero();
        assertThat(stats.path("complete").asInt()).isEqualTo(3);
        assertThat(stats.path("broken").asInt()).isEqualTo(1);
        assertThat(stats.path("abandoned").asInt()).isEqualTo(1);
        assertThat(stats.path("connections").asInt()).isBetween(3, 6);
        OnLoop.until(
                "the two are closed",
                () -> fake.stats().openConnections()
                        <= stats.path("connections").asInt() - 2);
    }

    @Test
    void cutsOffWhatTakesTooLong() {
        var options = new FakeOptions(
                "127.0.0.1", 0, 5, Duration.ZERO, Duration.ZERO, 0, List.of(), 1, Duration.ofMillis(50));
        FakeProviders hasty = OnLoop.await(FakeProviders.start(vertx, options));

        for (String fault : new String[] {"stall", "endless", "half-close"}) {
            try (var client = new BareClient(hasty.port()).post("/v1/messages", fault, "{\"stream\": true}")) {
                assertThat(client.readToEnd(20_000)).isNotEqualTo(End.SILENT);
            }
        }
        OnLoop.until("no connection is left", () -> hasty.stats().openConnections() == 0);
    }

    @Test
    void takesItsTime() {
        var options = new FakeOptions(
                "127.0.0.1", 0, 5, Duration.ofMillis(30), Duration.ofMillis(5), 0, List.of(), 1, Duration.ofMinutes(1));
        FakeProviders slow = OnLoop.await(FakeProviders.start(vertx, options));
        long start = System.nanoTime();

        try (var client = new BareClient(slow.port()).post("/v1/messages", "", "{\"stream\": true}")) {
            assertThat(client.readToEnd(20_000)).isEqualTo(End.CLOSED);
        }

        assertThat(System.nanoTime() - start).isGreaterThan(55_000_000);
    }
}
