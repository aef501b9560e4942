package io.aigateway.http.blueprint;

import io.aigateway.http.Replies;
import io.aigateway.http.Routes;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;

/** The schemas of payloads, for everybody who builds a client: {@code /schemas/} lists them. */
public final class SchemaRoutes implements Routes {
    private static final String ROOT = "/schemas/";
    private static final String AN_HOUR = "public, max-age=3600";

    private final Schemas schemas;

    public SchemaRoutes(Schemas schemas) {
        this.schemas = schemas;
    }

    @Override
    public void mountOn(Router router) {
        router.get(ROOT).handler(this::list);
        schemas.names().forEach(name -> router.get(ROOT + name).handler(ctx -> give(ctx, schemas.text(name))));
    }

    private void list(RoutingContext ctx) {
        List<String> paths = schemas.names().stream().map(name -> ROOT + name).toList();
        ctx.response().putHeader("Cache-Control", AN_HOUR);
        Replies.json(ctx, Map.of("schemas", paths));
    }

    private static void give(RoutingContext ctx, String text) {
        ctx.response()
                .putHeader("Content-Type", "application/schema+json")
                .putHeader("Cache-Control", AN_HOUR)
                .end(text);
    }
}
