package io.aigateway.fakeupstream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.aigateway.fakeupstream.Act.Ending;
import io.aigateway.fakeupstream.formats.Api;
import io.aigateway.fakeupstream.formats.Asked;
import io.aigateway.fakeupstream.formats.Formats;
import io.aigateway.wire.Json;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A server that stands in for all providers: it speaks their APIs, whatever path the base URL has, answers with made-up text, and
 * fails as a request's header or its model's name tells it. Speaks HTTP/1.1 and HTTP/2 without TLS. May be used from any thread.
 */
public final class FakeProviders {
    /** Where it tells what it has done. */
    public static final String STATS_PATH = "/_fake/stats";

    private static final int MAX_CONNECTIONS = 10_000;
    private static final int MAX_BODY_BYTES = 64 * 1024 * 1024;

    private final Vertx vertx;
    private final FakeOptions options;
    private final HttpServer server;
    private final FaultChoice choice;
    private final Counters counters = new Counters();
    private final AtomicLong numbers = new AtomicLong();

    private FakeProviders(Vertx vertx, FakeOptions options) {
        this.vertx = vertx;
        this.options = options;
        this.choice = new FaultChoice(options);
        this.server = vertx.createHttpServer(
                new HttpServerOptions().setHost(options.host()).setPort(options.port()));
    }

    /** Starts one. */
    public static Future<FakeProviders> start(Vertx vertx, FakeOptions options) {
        var fake = new FakeProviders(vertx, options);
        fake.server.requestHandler(fake::receive).connectionHandler(fake::accept);
        return fake.server.listen().map(fake);
    }

    public int port() {
        return server.actualPort();
    }

    /** {@code http://<host>:<port>}, without a slash at the end. */
    public String url() {
        return "http://" + options.host() + ":" + port();
    }

    /** From now on every request gets these faults, unless it says itself what it wants: {@code cut@token}. */
    public void failWith(String faults) {
        choice.setForAll(Faults.read(faults));
    }

    /** From now on requests that say nothing get what the options say. */
    public void failNoMore() {
        choice.setForAll(null);
    }

    /** What it has done so far. */
    public Stats stats() {
        return counters.now();
    }

    public Future<Void> close() {
        return server.close();
    }

    private void accept(HttpConnection connection) {
        counters.opened();
        connection.closeHandler(closed -> counters.closed());
        if (counters.openConnections() > MAX_CONNECTIONS) {
            connection.close();
        }
    }

    private void receive(HttpServerRequest request) {
        if (STATS_PATH.equals(request.path())) {
            request.response()
                    .putHeader("content-type", "application/json")
                    .end(Buffer.buffer(Json.write(counters.now())));
            return;
        }
        counters.asked();
        var received = Buffer.buffer();
        request.handler(piece -> {
            if (received.length() + piece.length() <= MAX_BODY_BYTES) {
                received.appendBuffer(piece);
            } else if (!request.response().ended()) {
                refuse(request, 413, "the body is larger than " + MAX_BODY_BYTES + " bytes");
            }
        });
        request.exceptionHandler(cause -> counters.abandoned());
        request.endHandler(end -> {
            request.exceptionHandler(null);
            if (!request.response().ended()) {
                answer(request, received);
            }
        });
    }

    private void answer(HttpServerRequest request, Buffer body) {
        String path = decoded(request.path());
        Api api = Formats.at(path);
        if (api == null) {
            refuse(request, 404, "no API of a provider is at " + path);
            return;
        }
        long number = numbers.incrementAndGet();
        JsonNode json = json(body);
        String model = json.path("model").asText(modelIn(path));
        try {
            Faults faults = choice.of(number, api, request.getHeader(FaultChoice.HEADER), model);
            counters.chosen(api, faults);
            var asked = new Asked(
                    number, path, FaultChoice.bare(model), json, faults.tokens(options.tokens()), faults.usage());
            var pace = new Script.Pace(options.firstToken(), options.token());
            var script = new Script(api, asked, faults, pace);
            new Player(vertx.getOrCreateContext(), request, script.acts(), new Counting()).play(options.longest());
        } catch (IllegalArgumentException e) {
            refuse(request, 400, Objects.requireNonNullElse(e.getMessage(), ""));
        }
    }

    /** Somebody made a mistake who tests with this server; the words are for that person. */
    private void refuse(HttpServerRequest request, int status, String why) {
        counters.ended(Ending.END);
        request.response()
                .setStatusCode(status)
                .putHeader("content-type", "application/json")
                .end(Json.writeText(Map.of("error", Map.of("type", "invalid_request_error", "message", why))));
    }

    private static JsonNode json(Buffer body) {
        try {
            return Json.read(body.getBytes());
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }

    /** Google names the model in the path: {@code …/models/<model>:<method>}. */
    private static String modelIn(String path) {
        int start = path.lastIndexOf("/models/");
        int end = path.lastIndexOf(':');
        return start < 0 || end < start ? "" : path.substring(start + "/models/".length(), end);
    }

    /** A plus sign is itself in a path. */
    private static String decoded(@Nullable String path) {
        try {
            return URLDecoder.decode(Objects.requireNonNullElse(path, "").replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private final class Counting implements Player.Witness {
        @Override
        public void wrote(int bytes) {
            // Only answers are counted.
        }

        @Override
        public void ended(Ending how) {
            counters.ended(how);
        }

        @Override
        public void gone() {
            counters.abandoned();
        }
    }
}
