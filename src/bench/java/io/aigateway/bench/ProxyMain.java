package io.aigateway.bench;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.PoolOptions;

/**
 * The floor: what a reverse proxy costs that does nothing but pass bytes on, with the same Vert.x, transport and options as the
 * gateway. One server and one client for each event loop.
 */
final class ProxyMain {
    private ProxyMain() {}

    /** With the port to listen on and that of the upstream. */
    public static void main(String[] arguments) {
        int port = Integer.parseInt(arguments[0]);
        int upstream = Integer.parseInt(arguments[1]);
        int loops = Runtime.getRuntime().availableProcessors();
        var vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(loops).setPreferNativeTransport(true));
        for (int i = 0; i < loops; i++) {
            vertx.deployVerticle(context -> {
                HttpClient client = vertx.createHttpClient(new PoolOptions().setHttp1MaxSize(1024));
                return vertx.createHttpServer()
                        .requestHandler(request -> pass(request, client, upstream))
                        .listen(port, "127.0.0.1");
            });
        }
    }

    private static void pass(HttpServerRequest request, HttpClient client, int upstream) {
        request.pause();
        client.request(request.method(), upstream, "127.0.0.1", request.uri())
                .compose(call -> send(request, call))
                .compose(answer -> answer(request, answer))
                .onFailure(cause -> request.response().reset());
    }

    private static io.vertx.core.Future<HttpClientResponse> send(HttpServerRequest request, HttpClientRequest call) {
        call.headers().setAll(request.headers()).remove("host");
        return call.send(request);
    }

    private static io.vertx.core.Future<Void> answer(HttpServerRequest request, HttpClientResponse answer) {
        request.response().setStatusCode(answer.statusCode()).headers().setAll(answer.headers());
        return request.response().send(answer);
    }
}
