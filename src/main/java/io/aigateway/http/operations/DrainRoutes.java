package io.aigateway.http.operations;

import io.aigateway.http.Replies;
import io.aigateway.http.Routes;
import io.vertx.ext.web.Router;
import java.util.Map;

/** The first part of a departure by hand: the node says that it is not ready, and other nodes ask it nothing new. */
public final class DrainRoutes implements Routes {
    private final Runnable drain;

    /**
     * The route.
     *
     * @param drain begins to drain; does nothing the second time
     */
    public DrainRoutes(Runnable drain) {
        this.drain = drain;
    }

    @Override
    public void mountOn(Router router) {
        router.post("/monitoring/drain").handler(ctx -> {
            ctx.request().resume();
            if (ctx.request().getHeader("Origin") != null) {
                Replies.json(ctx, 403, Map.of("detail", "No page of a browser drains a node"));
                return;
            }
            drain.run();
            Replies.json(ctx, 202, Map.of("detail", "draining"));
        });
    }
}
