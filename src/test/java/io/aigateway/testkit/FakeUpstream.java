package io.aigateway.testkit;

import io.aigateway.fakeupstream.Player;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * A server that answers from a script and remembers what it was asked: a provider, a token server, or anything else the gateway
 * calls. Listens on a free port of the loopback interface, speaks HTTP/1.1 and HTTP/2 without TLS. May be used from any thread.
 */
public final class FakeUpstream {
    /** The status for a request that nothing is scripted for. */
    public static final int UNSCRIPTED = 599;

    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final HttpServer server;
    private final Vertx vertx;
    private final Queue<Reply> next = new ConcurrentLinkedQueue<>();
    private final Map<String, Reply> byPath = new ConcurrentHashMap<>();
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final AtomicInteger openConnections = new AtomicInteger();
    private final AtomicInteger connections = new AtomicInteger();
    private volatile Function<Received, Reply> otherwise = asked -> Reply.of(UNSCRIPTED, "");

    private FakeUpstream(Vertx vertx, HttpServerOptions options) {
        this.vertx = vertx;
        this.server = vertx.createHttpServer(options.setHost("127.0.0.1").setPort(0));
    }

    public static Future<FakeUpstream> start(Vertx vertx) {
        return start(vertx, new HttpServerOptions());
    }

    /** The same with TLS, for instance. */
    public static Future<FakeUpstream> start(Vertx vertx, HttpServerOptions options) {
        var upstream = new FakeUpstream(vertx, options);
        upstream.server.requestHandler(upstream::answer);
        upstream.server.connectionHandler(connection -> {
            upstream.connections.incrementAndGet();
            upstream.openConnections.incrementAndGet();
            connection.closeHandler(closed -> upstream.openConnections.decrementAndGet());
        });
        return upstream.server.listen().map(upstream);
    }

    /** {@code http://127.0.0.1:<port>}, without a slash at the end. */
    public String url() {
        return "http://127.0.0.1:" + port();
    }

    public URI uri() {
        return URI.create(url());
    }

    public int port() {
        return server.actualPort();
    }

    /** Answers the next request that has no answer yet; several calls make a queue. */
    public FakeUpstream willAnswer(Reply reply) {
        next.add(reply);
        return this;
    }

    /**
     * Answers every request whose path, with its query, contains {@code part}, unless the queue has an answer. The longest part
     * that fits counts.
     */
    public FakeUpstream willAnswerAt(String part, Reply reply) {
        byPath.put(part, reply);
        return this;
    }

    /** Answers every request that nothing else answers. */
    public FakeUpstream willAlwaysAnswer(Reply reply) {
        return willAnswerBy(asked -> reply);
    }

    /** Answers every request that nothing else answers, by what it asks. */
    public FakeUpstream willAnswerBy(Function<Received, Reply> answer) {
        otherwise = answer;
        return this;
    }

    /** Everything that was asked, in order of arrival. */
    public List<Received> received() {
        return List.copyOf(received);
    }

    /** The one request that was received; waits for it. */
    public Received onlyRequest() {
        Received first = request(0);
        if (received.size() > 1) {
            throw new AssertionError("more than one request: " + received.size());
        }
        return first;
    }

    /** The request with this number, counted from 0; waits for it. */
    public Received request(int number) {
        OnLoop.until("request " + number, () -> received.size() > number);
        return received.get(number);
    }

    public int openConnections() {
        return openConnections.get();
    }

    /** Connections that were ever opened. */
    public int connections() {
        return connections.get();
    }

    public Future<Void> close() {
        return server.close();
    }

    private void answer(HttpServerRequest request) {
        request.body().onSuccess(body -> answer(request, body));
    }

    private void answer(HttpServerRequest request, Buffer body) {
        var asked = new Received(request, body);
        received.add(asked);
        new Player(vertx.getOrCreateContext(), request, new ReplyActs(replyTo(asked)), asked.witness()).play(LONGEST);
    }

    private Reply replyTo(Received asked) {
        Reply scripted = next.poll();
        if (scripted != null) {
            return scripted;
        }
        return byPath.entrySet().stream()
                .filter(entry -> asked.path().contains(entry.getKey()))
                .max(Comparator.comparingInt(entry -> entry.getKey().length()))
                .map(Map.Entry::getValue)
                .orElseGet(() -> otherwise.apply(asked));
    }
}
