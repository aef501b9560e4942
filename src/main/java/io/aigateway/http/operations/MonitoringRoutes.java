package io.aigateway.http.operations;

import io.aigateway.http.Replies;
import io.aigateway.http.Routes;
import io.vertx.ext.web.Router;
import java.util.Map;

/** Whether the gateway lives, and whether it can serve. Needs no token. Source: contract section 6.5. */
public final class MonitoringRoutes implements Routes {
    private final Health health;

    public MonitoringRoutes(Health health) {
        this.health = health;
    }

    @Override
    public void mountOn(Router router) {
        router.get("/monitoring/healthz").handler(ctx -> Replies.json(ctx, Map.of()));
        router.get("/monitoring/ready").handler(ctx -> Replies.json(ctx, health.isReady() ? 200 : 503, Map.of()));
    }
}
