package io.aigateway.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FakeUpstreamTest {
    private static final String EVENTS = "data: héllo\n\ndata: wörld\n\n";

    private final Vertx vertx = Vertx.vertx();
    private final OnLoop loop = OnLoop.of(vertx);
    private final HttpClient client = vertx.createHttpClient();
    private FakeUpstream upstream;

    @BeforeEach
    void open() {
        upstream = OnLoop.await(FakeUpstream.start(vertx));
    }

    @AfterEach
    void close() {
        OnLoop.await(vertx.close());
    }

    private Future<HttpClientResponse> post(HttpClient http, String path) {
        return http.request(new RequestOptions().setMethod(HttpMethod.POST).setAbsoluteURI(upstream.url() + path))
                .compose(request -> request.putHeader("x-test", "yes").send(Buffer.buffer("{\"a\": 1}")));
    }

    private String bodyOf(String path) {
        return loop.await(() -> post(client, path).compose(HttpClientResponse::body))
                .toString();
    }

    @Test
    void answersNothingThatIsNotScripted() {
        int status = loop.await(() -> post(client, "/")).statusCode();

        assertThat(status).isEqualTo(FakeUpstream.UNSCRIPTED);
    }

    @Test
    void remembersWhatItWasAsked() {
        upstream.willAnswer(Reply.json(200, "{}"));

        bodyOf("/v1/messages?a=b");

        Received asked = upstream.onlyRequest();
        assertThat(asked.method()).isEqualTo("POST");
        assertThat(asked.path()).isEqualTo("/v1/messages?a=b");
        assertThat(asked.header("X-Test")).isEqualTo("yes");
        assertThat(asked.json().path("a").asInt()).isEqualTo(1);
        OnLoop.until("the end of the answer was written", asked::isAnswered);
        assertThat(asked.isAbandoned()).isFalse();
    }

    @Test
    void answersFromItsQueueThenByPathThenAlways() {
        upstream.willAlwaysAnswer(Reply.of(200, "any"))
                .willAnswerAt("/v1", Reply.of(200, "one"))
                .willAnswerAt("/v1/chat", Reply.of(200, "chat"))
                .willAnswer(Reply.of(200, "first"));

        assertThat(List.of(bodyOf("/v1/chat"), bodyOf("/v1/chat"), bodyOf("/v1/other"), bodyOf("/")))
                .containsExactly("first", "chat", "one", "any");
    }

    @Test
    void writesInPieces() {
        upstream.willAnswer(Reply.sse(EVENTS).byteByByte());
        var pieces = new CopyOnWriteArrayList<Integer>();

        loop.await(() -> post(client, "/")
                .compose(response ->
                        response.handler(piece -> pieces.add(piece.length())).end()));

        assertThat(pieces).hasSize(28).containsOnly(1);
    }

    @Test
    void waitsUntilTold() {
        var gate = new Gate();
        upstream.willAnswer(Reply.sse(EVENTS).waitingAt(14, gate));
        var heard = Buffer.buffer();

        var end = loop.call(() -> post(client, "/")
                .compose(response -> response.handler(heard::appendBuffer).end()));
        OnLoop.until("the first half", () -> heard.length() == 14);
        assertThat(end.isComplete()).isFalse();
        gate.open();
        OnLoop.await(end);

        assertThat(heard).hasToString(EVENTS);
    }

    @Test
    void sendsItsHeadBeforeItWaitsOrFallsSilent() {
        upstream.willAnswer(Reply.sse(EVENTS).waitingAt(0, new Gate()))
                .willAnswer(Reply.sse(EVENTS).stalledAfter(0));

        assertThat(loop.await(() -> post(client, "/")).statusCode()).isEqualTo(200);
        assertThat(loop.await(() -> post(client, "/")).statusCode()).isEqualTo(200);
    }

    @Test
    void cutsItsAnswer() {
        upstream.willAnswer(Reply.sse(EVENTS).cutAfter(5)).willAnswer(Reply.hangUp());

        assertThatThrownBy(() -> bodyOf("/")).hasMessageContaining("closed");
        assertThatThrownBy(() -> bodyOf("/")).hasMessageContaining("closed");
        assertThat(upstream.request(0).bytesWritten()).isEqualTo(5);
        assertThat(upstream.request(0).isAnswered()).isFalse();
        assertThat(upstream.request(0).isAbandoned()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_1_1", "HTTP_2"})
    void noticesThatTheClientLeft(HttpVersion version) {
        upstream.willAnswer(Reply.never())
                .willAnswer(Reply.sse(EVENTS).stalledAfter(5))
                .willAnswer(Reply.sse(EVENTS)
                        .inPiecesOf(1)
                        .dripping(Duration.ofMillis(1))
                        .endless());
        HttpClient http = vertx.createHttpClient(
                new HttpClientOptions().setProtocolVersion(version).setHttp2ClearTextUpgrade(false));

        for (int i = 0; i < 3; i++) {
            var request = new RequestOptions().setMethod(HttpMethod.POST).setAbsoluteURI(upstream.url() + "/");
            HttpClientRequest sent = loop.await(() -> http.request(request));
            loop.run(() -> sent.send("{}"));
            Received asked = upstream.request(i);
            assertThat(asked.isAbandoned()).isFalse();
            loop.await(() -> sent.reset().otherwiseEmpty());
            OnLoop.until("the client left", asked::isAbandoned);
            assertThat(asked.abandonedAfter()).isPositive();
        }
    }

    @Test
    void writesNoFasterThanTheClientReads() {
        upstream.willAnswer(Reply.of(200, "x".repeat(1 << 16)).endless());

        loop.await(() -> post(client, "/").map(response -> {
            response.handler(piece -> response.pause());
            return true;
        }));

        Received asked = upstream.onlyRequest();
        OnLoop.until("the socket is full", () -> standsStill(asked));
    }

    private static boolean standsStill(Received asked) {
        long before = asked.bytesWritten();
        LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        return before > 0 && asked.bytesWritten() == before;
    }

    @Test
    void countsOpenConnections() {
        upstream.willAlwaysAnswer(Reply.of(200, "ok"));

        bodyOf("/");
        assertThat(upstream.openConnections()).isEqualTo(1);
        OnLoop.await(client.close());

        OnLoop.until("no connection", () -> upstream.openConnections() == 0);
        assertThat(upstream.connections()).isEqualTo(1);
    }
}
