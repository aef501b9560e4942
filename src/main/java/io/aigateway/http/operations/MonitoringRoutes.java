package io.aigateway.http.operations;

import io.aigateway.http.Replies;
import io.aigateway.http.Routes;
import io.vertx.ext.web.Router;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** Whether the gateway lives, and whether it can serve. Needs no token. Source: contract section 6.5. */
public final class MonitoringRoutes implements Routes {
    private final BooleanSupplier ready;

    /**
     * The routes.
     *
     * @param ready whether the gateway can serve; asked on every probe, so it must be cheap
     */
    public MonitoringRoutes(BooleanSupplier ready) {
        this.ready = ready;
    }

    @Override
    public void mountOn(Router router) {
        router.get("/monitoring/healthz").handler(ctx -> Replies.json(ctx, Map.of()));
        router.get("/monitoring/ready").handler(ctx -> Replies.json(ctx, ready.getAsBoolean() ? 200 : 503, Map.of()));
    }
}
