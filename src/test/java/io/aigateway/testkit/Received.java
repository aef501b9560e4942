package io.aigateway.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import io.aigateway.fakeupstream.Act.Ending;
import io.aigateway.fakeupstream.Player;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** A request that a {@link FakeUpstream} received, and what became of it. May be looked at from any thread. */
public final class Received {
    private static final long NOT_YET = -1;

    private final String method;
    private final String path;
    private final MultiMap headers;
    private final byte[] body;
    private final long arrivedNanos = System.nanoTime();
    private final AtomicLong abandonedNanos = new AtomicLong(NOT_YET);
    private final AtomicLong written = new AtomicLong();
    private volatile boolean answered;

    Received(HttpServerRequest request, Buffer body) {
        this.method = request.method().name();
        this.path = request.uri();
        this.headers = MultiMap.caseInsensitiveMultiMap().addAll(request.headers());
        this.body = body.getBytes();
    }

    public String method() {
        return method;
    }

    /** With its query. */
    public String path() {
        return path;
    }

    public MultiMap headers() {
        return headers;
    }

    public String header(String name) {
        return headers.get(name);
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** The body, byte for byte. */
    public byte[] bytes() {
        return body.clone();
    }

    public JsonNode json() {
        return Fixtures.parse(text());
    }

    /** Whether the answer was written to its end. */
    public boolean isAnswered() {
        return answered;
    }

    /** Whether the client reset the request, or closed the connection, before the answer had come to its end. */
    public boolean isAbandoned() {
        return abandonedNanos.get() != NOT_YET;
    }

    /** How long after the request the client left; zero while it has not. */
    public Duration abandonedAfter() {
        return Duration.ofNanos(Math.max(0, abandonedNanos.get()));
    }

    /** Bytes of the answer's body that the network has taken. */
    public long bytesWritten() {
        return written.get();
    }

    /** Takes down what becomes of it. */
    Player.Witness witness() {
        return new Player.Witness() {
            @Override
            public void wrote(int bytes) {
                written.addAndGet(bytes);
            }

            @Override
            public void ended(Ending how) {
                answered = how == Ending.END;
            }

            @Override
            public void gone() {
                abandonedNanos.set(System.nanoTime() - arrivedNanos);
            }
        };
    }
}
