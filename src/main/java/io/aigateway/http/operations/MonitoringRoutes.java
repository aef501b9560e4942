package io.aigateway.http.operations;

import io.aigateway.http.Replies;
import io.aigateway.http.Routes;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** Whether the gateway lives, and whether it can serve. Needs no token. Source: contract section 6.5. */
public final class MonitoringRoutes implements Routes {
    private final BooleanSupplier ready;
    private final List<String> features;
    private final Predicate<String> served;

    /**
     * The routes.
     *
     * @param ready    whether the gateway can serve; asked on every probe, so it must be cheap
     * @param features names of features
     * @param served   whether any node serves a feature; as cheap
     */
    public MonitoringRoutes(BooleanSupplier ready, List<String> features, Predicate<String> served) {
        this.ready = ready;
        this.features = features;
        this.served = served;
    }

    @Override
    public void mountOn(Router router) {
        router.get("/monitoring/healthz").handler(ctx -> Replies.json(ctx, Map.of()));
        router.get("/monitoring/ready").handler(ctx -> Replies.json(ctx, ready.getAsBoolean() ? 200 : 503, Map.of()));
        router.get("/monitoring/ready/:feature").handler(this::feature);
    }

    /** Whether one feature can be served: not every node of a cluster has every feature. */
    private void feature(RoutingContext ctx) {
        String feature = ctx.pathParam("feature");
        if (!features.contains(feature)) {
            Replies.json(ctx, 404, Map.of("detail", "Not Found"));
        } else if (served.test(feature)) {
            Replies.json(ctx, ready.getAsBoolean() ? 200 : 503, Map.of());
        } else {
            Replies.json(ctx, 503, Map.of("detail", "No node of the gateway serves " + feature));
        }
    }
}
