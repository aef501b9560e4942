package io.aigateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.aigateway.app.RawClient;
import io.aigateway.app.TestGateway;
import io.aigateway.app.TestGateway.Answer;
import io.aigateway.bus.BusOptions;
import io.aigateway.testkit.Gate;
import io.aigateway.testkit.OnLoop;
import io.aigateway.testkit.Received;
import io.aigateway.testkit.Reply;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Both ways byte for byte, as they come and no faster than they are read; over the bus by reference and as between two nodes. */
class ProxyBytesE2eTest {
    private static final int KERNEL_BUFFERS = 32 * 1024 * 1024;

    /** Spacing, order, escapes and members that nobody knows. */
    private static final String ODD =
            "\r\n{ \"zeta\" : 1.50e+02 ,\t\"messages\":[ ],\n \"model\"  :\"claude-sonnet-4-6\","
                    + "\"a\":{\"b\":[1,2 ,\t3],\"signature\":\"c2ln\\/==\"},\"u\":\"\\u00e9\\ud83d\\ude00\u00e9\ud83d\ude00\","
                    + "\"n\":-0.0,\"big\":123456789012345678901234567890,\"dup\":1,\"dup\":2,\"max_tokens\":64}\r\n ";

    private static final String EVENTS =
            ": comment\r\n\r\nevent:message_start\r\ndata:  {\"x\" : \"gr\u00fc\u00dfe \ud83d\ude00\" }\r\n\r\n"
                    + "id: 7\nretry: 10\ndata\n\ndata: {\"type\":\"unknown_event\",\"signature\":\"c2ln\"}\r\rdata: [DONE]\n\n\n: no end";

    private static TestGateway gateway(boolean wire) {
        return TestGateway.start(BusOptions.defaults().withForceWire(wire), "AIGW_HTTP__CLEARTEXT_HTTP2", "true");
    }

    private static Received asked(TestGateway gateway) {
        return gateway.upstream().onlyRequest();
    }

    private static byte[] noise(int length) {
        byte[] bytes = new byte[length];
        new Random(7).nextBytes(bytes);
        return bytes;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void sendsWhatTheClientSent(boolean wire) {
        try (TestGateway gateway = gateway(wire)) {
            gateway.upstream().willAnswer(Wire.messages("hi"));

            Proxied.by(gateway).post(Proxied.MESSAGES, ODD);

            assertThat(asked(gateway).bytes()).isEqualTo(ODD.getBytes(StandardCharsets.UTF_8));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void sendsALargeBodyWhole(boolean wire) {
        try (TestGateway gateway = gateway(wire)) {
            gateway.upstream().willAnswer(Wire.messages("hi"));
            String large = Proxied.claude(",\"data\":\"" + "0123456789abcd\u00e9".repeat(300_000) + "\"");

            Answer answer = Proxied.by(gateway).post(Proxied.MESSAGES, large);

            assertThat(answer.status()).isEqualTo(200);
            assertThat(asked(gateway).bytes()).isEqualTo(large.getBytes(StandardCharsets.UTF_8));
        }
    }

    @ParameterizedTest
    @CsvSource({"false, 1", "false, 5", "false, 10000", "true, 1", "true, 5", "true, 10000"})
    void givesTheClientWhatTheProviderSent(boolean wire, int pieceBytes) {
        try (TestGateway gateway = gateway(wire)) {
            byte[] events = EVENTS.getBytes(StandardCharsets.UTF_8);
            gateway.upstream().willAnswer(Reply.sse(EVENTS).inPiecesOf(pieceBytes));
            gateway.upstream().willAnswer(Reply.json(200, ODD).inPiecesOf(pieceBytes));

            Answer streamed = Proxied.by(gateway).post(Proxied.MESSAGES, Proxied.claude(",\"stream\":true"));
            Answer whole = Proxied.by(gateway).post(Proxied.MESSAGES, Proxied.claude(""));

            assertThat(streamed.response().body()).isEqualTo(events);
            assertThat(streamed.header("content-type")).isEqualTo("text/event-stream; charset=utf-8");
            assertThat(whole.response().body()).isEqualTo(ODD.getBytes(StandardCharsets.UTF_8));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void givesTheClientBytesThatAreNoText(boolean wire) {
        try (TestGateway gateway = gateway(wire)) {
            byte[] noise = noise(3_000_000);
            gateway.upstream().willAnswer(Reply.of(200, noise).header("content-type", "application/octet-stream"));

            Answer answer = Proxied.by(gateway).post(Proxied.MESSAGES, Proxied.claude(""));

            assertThat(answer.response().body()).isEqualTo(noise);
            assertThat(answer.header("content-length")).isEqualTo("3000000");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void givesTheClientEveryPieceAsItComes(boolean wire) {
        try (TestGateway gateway = gateway(wire)) {
            Gate first = new Gate();
            Gate second = new Gate();
            Reply reply = Reply.sse("data: one\n\ndata: two\n\n");
            gateway.upstream().willAnswer(reply.waitingAt(0, first).waitingAt("data: one\n\n".length(), second));

            try (RawClient client = Proxied.by(gateway).open(Proxied.MESSAGES, Proxied.claude(",\"stream\":true"))) {
                assertThat(client.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 200");
                first.open();
                client.readUntil("data: one\n\n");
                second.open();
                client.readUntil("data: two\n\n");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"false, false", "false, true", "true, false", "true, true"})
    void leavesTheProviderWhenTheClientLeaves(boolean wire, boolean streamed) {
        try (TestGateway gateway = gateway(wire)) {
            Reply begun = Reply.sse("data: first\n\n");
            gateway.upstream().willAnswer(streamed ? begun.stalledAfter(begun.body().length) : Reply.never());
            RawClient client = Proxied.by(gateway).open(Proxied.MESSAGES, Proxied.claude(""));
            if (streamed) {
                client.readUntil("first");
            }
            assertThat(asked(gateway).isAbandoned()).isFalse();

            client.leave();

            OnLoop.until("the call was stopped", () -> asked(gateway).isAbandoned());
            OnLoop.until("the connection was freed", () -> gateway.upstream().openConnections() == 0);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void readsNoMoreFromTheProviderThanASlowClientTakes(boolean wire) {
        try (TestGateway gateway = gateway(wire)) {
            String event = "data: " + "x".repeat(10_000) + "\n\n";
            gateway.upstream().willAnswer(Reply.sse(event.repeat(5)).endless());
            RawClient client = Proxied.by(gateway).open(Proxied.MESSAGES, Proxied.claude(""));
            client.readUntil("data:");

            long stopped = settled(gateway);

            assertThat(stopped).isLessThan(KERNEL_BUFFERS);

            // how much must be read before the sockets in between have room again is the kernels' choice
            for (long read = 0; read < KERNEL_BUFFERS && asked(gateway).bytesWritten() <= stopped; read += 10_000) {
                client.readUntil("data:");
            }
            OnLoop.until("the provider goes on", () -> asked(gateway).bytesWritten() > stopped);
            client.leave();
            OnLoop.until("the call was stopped", () -> asked(gateway).isAbandoned());
        }
    }

    @ParameterizedTest
    @CsvSource({"false, true", "false, false", "true, true"})
    void cutsTheAnswerOffWhereTheProviderDid(boolean wire, boolean lengthKnown) {
        try (TestGateway gateway = gateway(wire)) {
            Reply cut = Reply.json(200, "{\"content\":\"planted beginning of a long answer\"}")
                    .cutAfter(20);
            gateway.upstream().willAnswer(lengthKnown ? cut.header("content-length", "54") : cut);

            String answer = Proxied.by(gateway).postAndSeeItCut(Proxied.MESSAGES, Proxied.claude(""));

            assertThat(answer).startsWith("HTTP/1.1 200").contains("planted").doesNotContain("\r\n0\r\n\r\n");
        }
    }

    private static Future<HttpClientRequest> http2(TestGateway gateway) {
        var options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setHost("127.0.0.1")
                .setPort(gateway.port())
                .setURI(Proxied.MESSAGES);
        Proxied.by(gateway).headers().forEach(options::putHeader);
        return gateway.vertx()
                .createHttpClient(new HttpClientOptions()
                        .setProtocolVersion(HttpVersion.HTTP_2)
                        .setHttp2ClearTextUpgrade(false))
                .request(options);
    }

    @Test
    void servesHttp2AsWell() {
        try (TestGateway gateway = gateway(false)) {
            gateway.upstream().willAnswer(Reply.sse(EVENTS).inPiecesOf(9));

            Buffer body = OnLoop.await(
                    http2(gateway).compose(request -> request.send(ODD)).compose(HttpClientResponse::body));

            assertThat(body.getBytes()).isEqualTo(EVENTS.getBytes(StandardCharsets.UTF_8));
            assertThat(asked(gateway).bytes()).isEqualTo(ODD.getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void leavesTheProviderWhenAClientResetsItsStream() {
        try (TestGateway gateway = gateway(false)) {
            Reply begun = Reply.sse("data: first\n\n");
            gateway.upstream().willAnswer(begun.stalledAfter(begun.body().length));
            HttpClientResponse response =
                    OnLoop.await(http2(gateway).compose(request -> request.send(Proxied.claude(""))));
            assertThat(asked(gateway).isAbandoned()).isFalse();

            response.request().reset();

            OnLoop.until("the call was stopped", () -> asked(gateway).isAbandoned());
        }
    }

    /** How much the provider has written once it writes no more. */
    private static long settled(TestGateway gateway) {
        long[] last = {-1, 0};
        OnLoop.until("the provider was stopped", () -> {
            long now = asked(gateway).bytesWritten();
            last[1] = now == last[0] ? last[1] + 1 : 0;
            last[0] = now;
            return last[1] > 100;
        });
        return last[0];
    }
}
