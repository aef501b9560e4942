package io.aigateway.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/**
 * Lets pages of any origin {@code POST}; browsers call the gateway with a user's token, which no cookie carries. Preflights are
 * answered before authentication. Source: contract section 7.9.
 */
final class CorsHandler implements Handler<RoutingContext> {
    private static final String MAX_AGE_SECONDS = "600";

    @Override
    public void handle(RoutingContext ctx) {
        HttpServerRequest request = ctx.request();
        if (request.getHeader("Origin") == null) {
            ctx.next();
            return;
        }
        ctx.response().putHeader("Access-Control-Allow-Origin", "*");
        String wanted = request.getHeader("Access-Control-Request-Method");
        if (!request.method().equals(HttpMethod.OPTIONS) || wanted == null) {
            ctx.next();
        } else {
            answerPreflight(request, ctx.response(), wanted.equals("POST"));
        }
    }

    private static void answerPreflight(HttpServerRequest request, HttpServerResponse response, boolean allowed) {
        String headers = request.getHeader("Access-Control-Request-Headers");
        if (headers != null) {
            response.putHeader("Access-Control-Allow-Headers", headers);
        }
        response.setStatusCode(allowed ? 200 : 400)
                .putHeader("Access-Control-Allow-Methods", "POST")
                .putHeader("Access-Control-Max-Age", MAX_AGE_SECONDS)
                .putHeader("Vary", "Origin")
                .putHeader("Content-Type", "text/plain; charset=utf-8")
                .end(allowed ? "OK" : "Disallowed CORS method");
    }
}
