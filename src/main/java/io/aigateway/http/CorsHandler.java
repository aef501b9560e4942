package io.aigateway.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Set;

/**
 * Lets pages of any origin, or of those that a setting names, {@code POST}; browsers call the gateway with a user's token, which no
 * cookie carries. Preflights are answered before authentication. Source: contract section 7.9.
 */
final class CorsHandler implements Handler<RoutingContext> {
    private static final String ANY = "*";
    private static final String MAX_AGE_SECONDS = "600";

    private final Set<String> origins;
    private final boolean any;

    CorsHandler(List<String> origins) {
        this.origins = Set.copyOf(origins);
        this.any = origins.contains(ANY);
    }

    @Override
    public void handle(RoutingContext ctx) {
        HttpServerRequest request = ctx.request();
        String origin = request.getHeader("Origin");
        if (origin == null) {
            ctx.next();
            return;
        }
        boolean known = any || origins.contains(origin);
        if (known) {
            ctx.response().putHeader("Access-Control-Allow-Origin", any ? ANY : origin);
        }
        if (!any) {
            ctx.response().putHeader("Vary", "Origin");
        }
        String wanted = request.getHeader("Access-Control-Request-Method");
        if (!request.method().equals(HttpMethod.OPTIONS) || wanted == null) {
            ctx.next();
        } else {
            answerPreflight(request, ctx.response(), refusal(known, wanted));
        }
    }

    private static String refusal(boolean known, String method) {
        if (!known) {
            return "Disallowed CORS origin";
        }
        return method.equals("POST") ? "" : "Disallowed CORS method";
    }

    private static void answerPreflight(HttpServerRequest request, HttpServerResponse response, String refusal) {
        String headers = request.getHeader("Access-Control-Request-Headers");
        if (headers != null) {
            response.putHeader("Access-Control-Allow-Headers", headers);
        }
        response.setStatusCode(refusal.isEmpty() ? 200 : 400)
                .putHeader("Access-Control-Allow-Methods", "POST")
                .putHeader("Access-Control-Max-Age", MAX_AGE_SECONDS)
                .putHeader("Vary", "Origin")
                .putHeader("Content-Type", "text/plain; charset=utf-8")
                .end(refusal.isEmpty() ? "OK" : refusal);
    }
}
