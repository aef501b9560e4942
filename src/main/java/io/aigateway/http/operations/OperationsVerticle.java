package io.aigateway.http.operations;

import io.aigateway.http.RouteTemplates;
import io.aigateway.http.Routes;
import io.aigateway.settings.ServerSettings;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The door for operators, on a port of its own: never the API, and never open to the internet. It asks for no token. */
public final class OperationsVerticle extends VerticleBase {
    private static final int IDLE_SECONDS = 120;

    private final ServerSettings settings;
    private final List<Routes> routes;

    private HttpServer server;
    private RouteTemplates templates;

    /**
     * A door.
     *
     * @param routes the first that matches answers
     */
    @SuppressWarnings("NullAway.Init") // the server exists once the verticle has started
    public OperationsVerticle(ServerSettings settings, List<Routes> routes) {
        this.settings = settings;
        this.routes = routes;
    }

    @Override
    public Future<?> start() {
        Router router = Router.router(vertx);
        routes.forEach(each -> each.mountOn(router));
        templates = RouteTemplates.of(router);
        var options = new HttpServerOptions().setIdleTimeout(IDLE_SECONDS).setIdleTimeoutUnit(TimeUnit.SECONDS);
        server = vertx.createHttpServer(options).requestHandler(router);
        return server.listen(settings.metricsPort(), settings.metricsHost()).recover(this::explain);
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
        return Future.failedFuture(new IllegalArgumentException(
                "AIGW_FASTAPI__METRICS_PORT: " + settings.metricsHost() + ":" + settings.metricsPort()
                        + " (expected: an address of this machine and a free port): " + cause.getMessage(),
                cause));
    }
}
