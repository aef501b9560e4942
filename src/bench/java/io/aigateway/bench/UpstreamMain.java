package io.aigateway.bench;

import io.aigateway.bench.load.Marks;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.PfxOptions;

/**
 * The provider of the rig, in a JVM of its own: answers at once or after a while, whole or as a stream, and does nothing else. How
 * it answers is set by {@code POST /control?delay=<ms>&events=<n>&gap=<ms>}.
 */
final class UpstreamMain {
    private static final int LARGE = 50_000;
    private static final int MAX_STREAMS = 20_000;
    private static final Buffer COMPLETION = Buffer.buffer(Answers.COMPLETION);
    private static final Buffer MESSAGE = Buffer.buffer(Answers.message(1024));
    private static final Buffer LARGE_MESSAGE = Buffer.buffer(Answers.message(100 * 1024));
    private static final Buffer GOOGLE_TOKEN = Buffer.buffer(Answers.GOOGLE_TOKEN);
    private static final Buffer USER_TOKEN = Buffer.buffer(Answers.USER_TOKEN);
    private static final Buffer REFUSED = Buffer.buffer(Answers.REFUSED);

    private final Vertx vertx;
    private long delay;
    private int events = 50;
    private long gap = 20;

    private UpstreamMain(Vertx vertx) {
        this.vertx = vertx;
    }

    /** With the ports for HTTP and HTTPS, and the file of the key for the latter. */
    public static void main(String[] arguments) {
        var vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setPreferNativeTransport(true));
        var upstream = new UpstreamMain(vertx);
        var secure = new HttpServerOptions()
                .setSsl(true)
                .setUseAlpn(true)
                .setInitialSettings(new Http2Settings().setMaxConcurrentStreams(MAX_STREAMS))
                .setKeyCertOptions(new PfxOptions().setPath(arguments[2]).setPassword(Certificate.PASSWORD));
        vertx.createHttpServer(secure)
                .requestHandler(upstream::handle)
                .listen(Integer.parseInt(arguments[1]), "127.0.0.1")
                .compose(done -> vertx.createHttpServer()
                        .requestHandler(upstream::handle)
                        .listen(Integer.parseInt(arguments[0]), "127.0.0.1"))
                .onFailure(cause -> {
                    System.err.println(cause);
                    System.exit(1);
                });
    }

    private void handle(HttpServerRequest request) {
        String path = request.path();
        if (path.equals("/control")) {
            delay = Long.parseLong(request.getParam("delay"));
            events = Integer.parseInt(request.getParam("events"));
            gap = Long.parseLong(request.getParam("gap"));
            request.response().end();
        } else if (path.startsWith("/computeMetadata")) {
            json(request, 200, GOOGLE_TOKEN);
        } else if (path.startsWith("/token")) {
            request.endHandler(end -> json(request, 200, USER_TOKEN));
        } else if (path.startsWith("/refused")) {
            request.endHandler(end -> json(request, 401, REFUSED));
        } else {
            request.body().onSuccess(body -> later(() -> answer(request, body)));
        }
    }

    private void later(Runnable answer) {
        if (delay == 0) {
            answer.run();
        } else {
            vertx.setTimer(delay, due -> answer.run());
        }
    }

    private void answer(HttpServerRequest request, Buffer body) {
        if (request.path().contains("codestral")) {
            json(request, 200, COMPLETION);
        } else if (request.path().contains(":streamRawPredict")) {
            stream(request.response());
        } else {
            json(request, 200, body.length() > LARGE ? LARGE_MESSAGE : MESSAGE);
        }
    }

    private static void json(HttpServerRequest request, int status, Buffer body) {
        request.response()
                .setStatusCode(status)
                .putHeader("content-type", "application/json")
                .putHeader("metadata-flavor", "Google")
                .end(body);
    }

    private void stream(HttpServerResponse response) {
        response.setChunked(true)
                .putHeader("content-type", "text/event-stream; charset=utf-8")
                .write(Answers.STREAM_START + Answers.delta(Answers.THOUGHT + Marks.now() + Answers.LINE_END));
        var left = new int[] {events - 1};
        long timer = vertx.setPeriodic(gap, tick -> {
            if (left[0] > 0) {
                response.write(Answers.delta(Marks.now() + Answers.LINE_END));
            } else {
                vertx.cancelTimer(tick);
                response.end(Answers.STREAM_END);
            }
            left[0]--;
        });
        response.closeHandler(closed -> vertx.cancelTimer(timer));
    }
}
