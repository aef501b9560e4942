package io.aigateway.http.operations;

import io.aigateway.http.RouteTemplates;
import io.aigateway.http.Routes;
import io.aigateway.http.edge.Edge;
import io.aigateway.settings.GatewaySettings;
import io.aigateway.settings.ServerSettings;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.util.List;

/** The door for operators, on a port of its own: never the API, and never open to the internet. It asks for no token. */
public final class OperationsVerticle extends VerticleBase {
    private final GatewaySettings settings;
    private final List<Routes> routes;

    private HttpServer server;
    private RouteTemplates templates;

    /**
     * A door.
     *
     * @param routes the first that matches answers
     */
    @SuppressWarnings("NullAway.Init") // the server exists once the verticle has started
    public OperationsVerticle(GatewaySettings settings, List<Routes> routes) {
        this.settings = settings;
        this.routes = routes;
    }

    @Override
    public Future<?> start() {
        Router router = Router.router(vertx);
        routes.forEach(each -> each.mountOn(router));
        templates = RouteTemplates.of(router);
        ServerSettings at = settings.server();
        server = Edge.plain(vertx, settings).server(router);
        return server.listen(at.metricsPort(), at.metricsHost()).recover(this::explain);
    }

    /** The port that is listened on; differs from the setting when that is 0. */
    public int port() {
        return server.actualPort();
    }

    /** The routes that are mounted. */
    public RouteTemplates routes() {
        return templates;
    }

    private Future<HttpServer> explain(Throwable cause) {
        ServerSettings at = settings.server();
        return Future.failedFuture(new IllegalArgumentException(
                "AIGW_FASTAPI__METRICS_PORT: " + at.metricsHost() + ":" + at.metricsPort()
                        + " (expected: an address of this machine and a free port): " + cause.getMessage(),
                cause));
    }
}
