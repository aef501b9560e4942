package io.aigateway.http;

import io.aigateway.wire.Json;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;

/** Whole answers. */
public final class Replies {
    private Replies() {}

    /** Answers 200 with a value that can be written as JSON. */
    public static Future<Void> json(RoutingContext ctx, Object value) {
        return json(ctx, 200, value);
    }

    /** Answers with a value that can be written as JSON; does nothing when the client has gone. */
    public static Future<Void> json(RoutingContext ctx, int status, Object value) {
        var response = ctx.response();
        if (response.ended() || response.closed()) {
            return Future.succeededFuture();
        }
        return response.setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .end(Buffer.buffer(Json.write(value)));
    }
}
