package io.aigateway.http;

import io.aigateway.auth.Authenticator;
import io.aigateway.http.edge.ClientAddress;
import io.aigateway.http.edge.Edge;
import io.aigateway.http.edge.SafeHeaders;
import io.aigateway.observe.HttpMetrics;
import io.aigateway.settings.GatewaySettings;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The API's door: authenticates, and leaves the rest to the routes. One instance for each event loop. */
public final class HttpVerticle extends VerticleBase {
    private static final List<String> PROXIED = List.of("/v1/proxy/", "/internal/proxy/");

    private final GatewaySettings settings;
    private final Authenticator authenticator;
    private final HttpMetrics metrics;
    private final Supplier<Map<String, List<String>>> disallowedFlags;
    private final List<Routes> publicRoutes;
    private final List<Routes> protectedRoutes;

    private Edge edge;
    private HttpServer server;
    private RouteTemplates templates;

    /**
     * A door.
     *
     * @param disallowedFlags realm to feature flags that count as not announced; asked for each request
     * @param publicRoutes    answered without a token
     * @param protectedRoutes answered with a valid token only
     */
    @SuppressWarnings("NullAway.Init") // the server exists once the verticle has started
    public HttpVerticle(
            GatewaySettings settings,
            Authenticator authenticator,
            HttpMetrics metrics,
            Supplier<Map<String, List<String>>> disallowedFlags,
            List<Routes> publicRoutes,
            List<Routes> protectedRoutes) {
        this.settings = settings;
        this.authenticator = authenticator;
        this.metrics = metrics;
        this.disallowedFlags = disallowedFlags;
        this.publicRoutes = publicRoutes;
        this.protectedRoutes = protectedRoutes;
    }

    @Override
    public Future<?> start() {
        return Edge.open(vertx, settings).compose(this::listen);
    }

    private Future<HttpServer> listen(Edge opened) {
        edge = opened;
        server = edge.server(handler());
        // All instances share one port; a negative one stands for "any free one, and the same for all".
        int port = settings.server().apiPort() == 0 ? -1 : settings.server().apiPort();
        return server.listen(port, settings.server().apiHost()).onSuccess(edge::keepFresh);
    }

    @Override
    public Future<?> stop() {
        edge.stop();
        return server.shutdown(settings.server().drainTimeout().toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The port that is listened on; differs from the setting when that is 0. */
    public int port() {
        return server.actualPort();
    }

    /** The routes that are mounted. */
    public RouteTemplates routes() {
        return templates;
    }

    private Handler<HttpServerRequest> handler() {
        Router router = router();
        return request -> router.handle(AnyHost.accept(request));
    }

    private Router router() {
        Router router = Router.router(vertx);
        var permission = new LogPermission(settings);
        var failures = new FailureHandler(new VerboseErrors(settings, permission));
        var meter = new RequestMeter(metrics);
        var clients = new ClientAddress(settings.door().trustedProxies());
        var start = new RequestStart(clients, settings.server().bodyTimeout());
        router.route().handler(start).failureHandler(failures);
        router.route().handler(meter);
        router.route().handler(new SafeHeaders(settings.door(), clients));
        router.route().handler(HttpVerticle::decodeSlashes);
        router.route().handler(new CorsHandler(settings.door().corsOrigins()));
        publicRoutes.forEach(routes -> routes.mountOn(router));
        router.route().handler(new Callers(authenticator, disallowedFlags));
        router.route().handler(permission);
        protectedRoutes.forEach(routes -> routes.mountOn(router));
        templates = RouteTemplates.of(router);
        meter.know(templates);
        router.errorHandler(404, ctx -> refuse(ctx, 404));
        router.errorHandler(405, ctx -> refuse(ctx, 405));
        return router;
    }

    /**
     * GitLab sends prompt ids and even fixed paths with an encoded slash: both forms are the same resource. Below the proxies they
     * are not: a provider is asked for exactly what is on a list.
     */
    private static void decodeSlashes(RoutingContext ctx) {
        String path = ctx.request().path();
        if (path != null && (path.contains("%2F") || path.contains("%2f")) && ctx.get("decoded") == null) {
            String decoded = path.replace("%2F", "/").replace("%2f", "/");
            ctx.put("decoded", true);
            if (PROXIED.stream().noneMatch(decoded::contains)) {
                ctx.reroute(decoded);
                return;
            }
        }
        ctx.next();
    }

    private static void refuse(RoutingContext ctx, int status) {
        ctx.request().resume();
        Replies.json(ctx, status, Map.of("detail", FailureHandler.reason(status)));
    }
}
