package io.aigateway.http;

import io.aigateway.wire.Bytes;
import io.aigateway.wire.Json;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

/** Whole answers. */
public final class Replies {
    private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");

    private Replies() {}

    /** Answers 200 with a value that can be written as JSON. */
    public static Future<Void> json(RoutingContext ctx, Object value) {
        return json(ctx, 200, value);
    }

    /** Answers with a value that can be written as JSON; does nothing when the client has gone. */
    public static Future<Void> json(RoutingContext ctx, int status, Object value) {
        return isGone(ctx) ? Future.succeededFuture() : written(ctx, status, Json.write(value));
    }

    /** Answers 200 with JSON that is written already; does nothing when the client has gone. */
    public static Future<Void> written(RoutingContext ctx, byte[] json) {
        return isGone(ctx) ? Future.succeededFuture() : written(ctx, 200, json);
    }

    private static boolean isGone(RoutingContext ctx) {
        return ctx.response().ended() || ctx.response().closed();
    }

    private static Future<Void> written(RoutingContext ctx, int status, byte[] json) {
        return ctx.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, JSON)
                .end(Bytes.wrap(json));
    }
}
