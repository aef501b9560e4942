package io.aigateway.http.edge;

import io.aigateway.settings.DoorSettings;
import io.aigateway.settings.GatewaySettings;
import io.aigateway.settings.ServerSettings;
import io.aigateway.wire.FlushTogether;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A listening server within its limits. What is malformed or larger than them is answered before anybody sees it: 400, 414 for a
 * long URI, 431 for large headers, and the connection closed. Requests that two readers could understand differently are refused;
 * forms of a length that could are refused by the decoder.
 */
public final class Edge {
    private static final int RESET_WINDOW_SECONDS = 30;
    private static final int MAX_STREAMS = 100;
    private static final int HEX = 16;

    private final Vertx vertx;
    private final ServerSettings server;
    private final DoorSettings door;
    private final @Nullable ServerTls tls;

    private Edge(Vertx vertx, GatewaySettings settings, @Nullable ServerTls tls) {
        this.vertx = vertx;
        this.server = settings.server();
        this.door = settings.door();
        this.tls = tls;
    }

    /** Reads what TLS needs; fails with {@link IllegalArgumentException} when that cannot be used. */
    public static Future<Edge> open(Vertx vertx, GatewaySettings settings) {
        return settings.server().tls().enabled()
                ? ServerTls.load(vertx, settings.server().tls()).map(tls -> new Edge(vertx, settings, tls))
                : Future.succeededFuture(new Edge(vertx, settings, null));
    }

    /** Without TLS, for a port that only operators reach. */
    public static Edge plain(Vertx vertx, GatewaySettings settings) {
        return new Edge(vertx, settings, null);
    }

    /** A server that has not been told to listen. */
    public HttpServer server(Handler<HttpServerRequest> handler) {
        HttpServer made = vertx.createHttpServer(options())
                .connectionHandler(connection -> {
                    HeadClock.watch(connection, door.headTimeout());
                    FlushTogether.on(connection);
                })
                .requestHandler(request -> {
                    if (isAmbiguous(request) || isMisspelt(request.path())) {
                        request.response().setStatusCode(400).end();
                        request.connection().close();
                    } else {
                        handler.handle(request);
                    }
                });
        return made;
    }

    /** Uses new certificates as they come. */
    public void keepFresh(HttpServer listening) {
        if (tls != null) {
            tls.keepFresh(listening);
        }
    }

    /** Ends that. */
    public void stop() {
        if (tls != null) {
            tls.stop();
        }
    }

    /**
     * Several hosts, or an encoding of the body that is not just {@code chunked}: a proxy may have gone by another one than we would.
     * Source: RFC 9112, sections 3.2 and 6.1.
     */
    private static boolean isAmbiguous(HttpServerRequest request) {
        if (request.version() == HttpVersion.HTTP_2) {
            return false;
        }
        MultiMap headers = request.headers();
        if (headers.contains("Transfer-Encoding")) {
            List<String> encodings = headers.getAll("Transfer-Encoding");
            if (encodings.size() != 1 || !encodings.get(0).equalsIgnoreCase("chunked")) {
                return true;
            }
        }
        return headers.getAll("Host").size() > 1;
    }

    /** Whether a percent sign is followed by anything but two hexadecimal digits. */
    private static boolean isMisspelt(@Nullable String path) {
        if (path == null) {
            return false;
        }
        for (int i = path.indexOf('%'); i >= 0; i = path.indexOf('%', i + 1)) {
            if (i + 2 >= path.length()
                    || Character.digit(path.charAt(i + 1), HEX) < 0
                    || Character.digit(path.charAt(i + 2), HEX) < 0) {
                return true;
            }
        }
        return false;
    }

    private HttpServerOptions options() {
        var limits =
                new Http2Settings().setMaxConcurrentStreams(MAX_STREAMS).setMaxHeaderListSize(door.maxHeaderBytes());
        var options = new HttpServerOptions()
                .setMaxHeaderSize(door.maxHeaderBytes())
                .setMaxInitialLineLength(door.maxLineBytes())
                .setInitialSettings(limits)
                .setHttp2RstFloodMaxRstFramePerWindow(door.maxResets())
                .setHttp2RstFloodWindowDuration(RESET_WINDOW_SECONDS)
                .setHttp2RstFloodWindowDurationTimeUnit(TimeUnit.SECONDS)
                .setHttp2ClearTextEnabled(door.clearTextHttp2())
                .setHandle100ContinueAutomatically(true)
                .setTcpNoDelay(true)
                // Nobody speaks WebSocket here: its handlers would only look at every message.
                .setPerFrameWebSocketCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false)
                // All is written on the connection's event loop: a queue for other threads would only take 4.7 KB.
                .setStrictThreadMode(true)
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setIdleTimeout((int) server.idleTimeout().toMillis());
        if (tls != null) {
            tls.addTo(options);
        }
        return options;
    }
}
