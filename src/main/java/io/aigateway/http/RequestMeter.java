package io.aigateway.http;

import io.aigateway.observe.HttpMetrics;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Measures every request until the head of its response. Source: contract section 10.4. */
final class RequestMeter implements Handler<RoutingContext> {
    private static final int CLIENT_LEFT = 499;
    private static final String BEGUN = "begun";

    /** They need no token, and are not measured: probes would drown everything else. */
    private static final Set<String> UNMEASURED =
            Set.of("/monitoring/healthz", "/monitoring/ready", "/metrics", "/v1/models/definitions");

    private final HttpMetrics metrics;
    private @Nullable RouteTemplates templates;

    RequestMeter(HttpMetrics metrics) {
        this.metrics = metrics;
    }

    /** The routes there are; known once all are mounted. */
    void know(RouteTemplates all) {
        templates = all;
    }

    @Override
    public void handle(RoutingContext ctx) {
        Long begun = ctx.get(BEGUN);
        long start = begun == null ? System.nanoTime() : begun;
        if (begun == null) {
            ctx.put(BEGUN, start);
            metrics.began();
            ctx.addEndHandler(over -> ended(ctx, start));
        }
        // Anew when the path is rewritten, which drops it.
        ctx.addHeadersEndHandler(head -> answered(ctx, ctx.response().getStatusCode(), start));
        ctx.next();
    }

    private void ended(RoutingContext ctx, long start) {
        metrics.ended();
        if (!ctx.response().headWritten()) {
            answered(ctx, CLIENT_LEFT, start);
        }
    }

    private void answered(RoutingContext ctx, int status, long start) {
        String path = ctx.normalizedPath();
        RouteTemplates known = templates;
        String template = known == null || path == null || UNMEASURED.contains(path) ? null : known.of(path);
        if (template != null) {
            metrics.answered(template, ctx.request().method().name(), status, System.nanoTime() - start);
        }
    }
}
