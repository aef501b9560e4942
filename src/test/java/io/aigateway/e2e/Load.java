package io.aigateway.e2e;

import io.aigateway.app.GatewayProcess;
import io.aigateway.testkit.OnLoop;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Clients that ask again and again, and remember what came of it. */
final class Load implements AutoCloseable {
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private volatile boolean stopping;

    /**
     * A request.
     *
     * @param name   for people
     * @param path   of the route
     * @param body   JSON
     * @param isDone whether an answer is complete
     */
    record Ask(String name, String path, String body, Predicate<String> isDone) {}

    /** One request on its way, or what came of it. */
    static final class Call {
        private final Ask ask;
        private final long started = System.nanoTime();
        private final ByteArrayOutputStream text = new ByteArrayOutputStream();
        private volatile int status;
        private volatile boolean begun;
        private volatile boolean cut;
        private volatile long ended;

        Ask ask() {
            return ask;
        }

        private Call(Ask ask) {
            this.ask = ask;
        }

        boolean hasBegun() {
            return begun;
        }

        boolean isOver() {
            return ended > 0;
        }

        boolean startedAfter(long nanos) {
            return started - nanos > 0;
        }

        /** How long after an instant it ended, in milliseconds. */
        long endedAfter(long nanos) {
            return TimeUnit.NANOSECONDS.toMillis(ended - nanos);
        }

        boolean isComplete() {
            return status / 100 == 2 && !cut && ask.isDone().test(text());
        }

        /** Whether it was told that it broke off: by an event, or by a connection that was cut where there is none. */
        boolean isBrokenOff() {
            return status == 200 && begun && (cut || text().contains("\"type\": \"error\""));
        }

        String text() {
            return text.toString(StandardCharsets.UTF_8);
        }

        @Override
        public String toString() {
            String shown = text();
            return ask.name() + " " + status + (cut ? " cut" : "") + " "
                    + shown.substring(Math.max(0, shown.length() - 300));
        }
    }

    /** Sends one request and waits for what comes of it. */
    Call once(GatewayProcess gateway, Ask ask) {
        var call = new Call(ask);
        run(gateway, call);
        return call;
    }

    /** Sends requests one after the other until {@link #stop}, or only one. */
    void start(int clients, boolean again, GatewayProcess gateway, Ask ask) {
        for (int i = 0; i < clients; i++) {
            threads.execute(() -> {
                do {
                    var call = new Call(ask);
                    calls.add(call);
                    run(gateway, call);
                } while (again && !stopping);
            });
        }
    }

    List<Call> calls() {
        return List.copyOf(calls);
    }

    /** Begins no more requests, and waits for those under way. */
    List<Call> stop() {
        stopping = true;
        OnLoop.until("every request ended", () -> calls.stream().allMatch(Call::isOver));
        return calls();
    }

    private void run(GatewayProcess gateway, Call call) {
        HttpRequest request = HttpRequest.newBuilder(gateway.uri(call.ask.path()))
                .timeout(Duration.ofSeconds(OnLoop.PATIENCE_SECONDS))
                .header("Content-Type", "application/json")
                .header(Proxied.HEADER, Proxied.UNIT_PRIMITIVE)
                .POST(HttpRequest.BodyPublishers.ofString(call.ask.body()))
                .build();
        try {
            HttpResponse<InputStream> response = http.send(request, BodyHandlers.ofInputStream());
            call.status = response.statusCode();
            read(response.body(), call);
        } catch (IOException e) {
            call.cut = true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            call.ended = System.nanoTime();
        }
    }

    private static void read(InputStream body, Call call) throws IOException {
        byte[] buffer = new byte[8192];
        try (body) {
            for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
                call.text.write(buffer, 0, n);
                call.begun = true;
            }
        }
    }

    @Override
    public void close() {
        stopping = true;
        threads.shutdownNow();
    }
}
