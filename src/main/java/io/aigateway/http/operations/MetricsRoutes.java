package io.aigateway.http.operations;

import io.aigateway.http.Answering;
import io.aigateway.http.Routes;
import io.aigateway.work.Workers;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/**
 * Metrics in Prometheus' text format, at any path that is nothing else, as with the original. Source: contract section 6.6. Written off
 * the event loop; those who ask meanwhile share the answer.
 */
public final class MetricsRoutes implements Routes {
    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private final PrometheusMeterRegistry meters;
    private final Workers workers;
    private @Nullable Future<Buffer> running;

    public MetricsRoutes(PrometheusMeterRegistry meters, Workers workers) {
        this.meters = meters;
        this.workers = workers;
    }

    @Override
    public void mountOn(Router router) {
        router.get("/metrics").handler(Answering.with(this::answer));
        router.get().handler(Answering.with(this::answer));
    }

    private Future<Void> answer(RoutingContext ctx) {
        return scrape().compose(
                        text -> ctx.response().putHeader("Content-Type", TEXT).end(text));
    }

    private Future<Buffer> scrape() {
        Future<Buffer> shared = running;
        if (shared == null) {
            shared = workers.run(() -> Buffer.buffer(meters.scrape())).onComplete(done -> running = null);
            running = shared.isComplete() ? null : shared;
        }
        return shared;
    }
}
