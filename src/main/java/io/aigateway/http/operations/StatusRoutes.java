package io.aigateway.http.operations;

import io.aigateway.http.Replies;
import io.aigateway.http.Routes;
import io.vertx.ext.web.Router;
import java.util.LinkedHashMap;
import java.util.Map;

/** Whether the node lives, whether it can serve and why not, and how it is; for operators, so with everything that is known. */
public final class StatusRoutes implements Routes {
    private final Health health;
    private final Status status;

    public StatusRoutes(Health health, Status status) {
        this.health = health;
        this.status = status;
    }

    @Override
    public void mountOn(Router router) {
        router.get("/monitoring/healthz").handler(ctx -> Replies.json(ctx, Map.of()));
        router.get("/monitoring/ready").handler(ctx -> {
            boolean ready = health.isReady();
            var body = new LinkedHashMap<String, Object>();
            body.put("ready", ready);
            body.put("checks", Status.checks(health));
            Replies.json(ctx, ready ? 200 : 503, body);
        });
        router.get("/monitoring/status").handler(ctx -> Replies.json(ctx, status.asJson()));
    }
}
