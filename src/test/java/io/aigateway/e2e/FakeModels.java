package io.aigateway.e2e;

import io.aigateway.app.TestGateway;
import io.aigateway.testkit.OnLoop;
import io.aigateway.testkit.Reply;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.Map;

/** Every provider at once, for as many requests as come: whole answers after a while, streams of numbered words. */
final class FakeModels implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;
    private volatile int words = 3;
    private volatile Duration pause = Duration.ofMillis(1);

    FakeModels() {
        server = OnLoop.await(
                vertx.createHttpServer().requestHandler(this::receive).listen(0, "127.0.0.1"));
    }

    /** How the following streams are: {@code word 0}, {@code word 1} and so on, with a pause after each. */
    FakeModels telling(int count, Duration between) {
        words = count;
        pause = between;
        return this;
    }

    /** Settings of a gateway that asks these models, and lets everybody in. */
    Map<String, String> settings() {
        String url = "http://127.0.0.1:" + server.actualPort();
        return Map.ofEntries(
                Map.entry("AIGW_AUTH__BYPASS_EXTERNAL", "true"),
                Map.entry("ANTHROPIC_API_KEY", TestGateway.ANTHROPIC_KEY),
                Map.entry("ANTHROPIC_BASE_URL", url + "/anthropic"),
                Map.entry("AIGW_GOOGLE_CLOUD_PLATFORM__PROJECT", "fixture-project"),
                Map.entry("AIGW_VERTEX_TEXT_MODEL__ENDPOINT", url),
                Map.entry("AIGW_VERTEX_SEARCH__ENDPOINT", url + "/search"),
                Map.entry("AIGW_VERTEX_SEARCH__FALLBACK_DATASTORE_VERSION", "17.0"),
                Map.entry("GCE_METADATA_HOST", "127.0.0.1:" + server.actualPort()));
    }

    private void receive(HttpServerRequest request) {
        request.body().onSuccess(body -> answer(request, body));
    }

    private void answer(HttpServerRequest request, Buffer body) {
        String path = request.path();
        boolean claude = path.contains("/anthropic/");
        boolean streamed = path.contains("stream") || body.toString().contains("\"stream\":true");
        if (claude && streamed) {
            HttpServerResponse response = request.response().setChunked(true);
            response.putHeader("content-type", "text/event-stream");
            response.write(Wire.messageStart());
            if (body.toString().contains("Final Answer")) {
                // The agent's prompt asks for this form.
                response.write(Wire.messageDelta("Thought: I know it.\nFinal Answer: "));
            }
            tell(response, 0);
        } else if (claude) {
            vertx.timer(pause.toMillis()).onSuccess(later -> send(request, Wire.messages("whole")));
        } else {
            send(request, other(path));
        }
    }

    private static Reply other(String path) {
        if (path.contains("computeMetadata")) {
            return Wire.googleToken(TestGateway.GOOGLE_TOKEN);
        } else if (path.endsWith(":predict")) {
            return Wire.vertexVectors(new double[] {0.25, -0.5});
        } else if (path.contains("/search/")) {
            return Reply.json(200, "{\"results\": []}");
        }
        return Wire.chatCompletion("whole");
    }

    private static void send(HttpServerRequest request, Reply reply) {
        HttpServerResponse response = request.response().setStatusCode(reply.status());
        reply.headers().forEach(response::putHeader);
        response.end(Buffer.buffer(reply.body()));
    }

    private void tell(HttpServerResponse response, int said) {
        if (response.closed()) {
            return;
        }
        if (said == words) {
            response.end(Wire.messageEnd());
        } else {
            response.write(Wire.messageDelta("word " + said + "\n"));
            if (pause.isZero()) {
                proceed(response, said + 1);
            } else {
                vertx.setTimer(pause.toMillis(), later -> tell(response, said + 1));
            }
        }
    }

    private void proceed(HttpServerResponse response, int said) {
        if (response.writeQueueFull()) {
            response.drainHandler(drained -> tell(response, said));
        } else {
            vertx.runOnContext(next -> tell(response, said));
        }
    }

    @Override
    public void close() {
        OnLoop.await(vertx.close());
    }
}
