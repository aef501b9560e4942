package io.aigateway.http.operations;

import io.aigateway.http.Replies;
import io.aigateway.http.Routes;
import io.aigateway.observe.Logging;
import io.vertx.core.Future;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows and changes what is logged, until the next start. Changes come from the machine itself only, and from no browser: a page of
 * another site cannot send this method, and one that pretends to be of this site is told by its {@code Origin}.
 */
public final class LoggingRoutes implements Routes {
    private static final Logger log = LoggerFactory.getLogger(LoggingRoutes.class);

    @Override
    public void mountOn(Router router) {
        router.get("/logging/level").handler(ctx -> Replies.json(ctx, Logging.levels()));
        router.put("/logging/level/:level").handler(LoggingRoutes::change);
    }

    private static Future<Void> change(RoutingContext ctx) {
        ctx.request().resume();
        if (!isFromHere(ctx.request().remoteAddress()) || ctx.request().getHeader("Origin") != null) {
            return refuse(ctx, 403, "Levels are changed from the gateway's own machine only");
        }
        String level = Objects.requireNonNullElse(ctx.pathParam("level"), "");
        String logger = ctx.queryParams().get("logger");
        if (!Logging.isLevel(level)) {
            return refuse(ctx, 422, "No level; expected one of " + Logging.LEVELS);
        }
        if (logger != null && !logger.matches("[A-Za-z0-9_.$]{1,200}")) {
            return refuse(ctx, 422, "No name of a logger");
        }
        Logging.setLevel(logger == null ? "" : logger, level);
        log.warn("log level changed [logger: {}, level: {}]", logger == null ? "all" : logger, level);
        return Replies.json(ctx, Logging.levels());
    }

    private static Future<Void> refuse(RoutingContext ctx, int status, String detail) {
        return Replies.json(ctx, status, Map.of("detail", detail));
    }

    private static boolean isFromHere(SocketAddress address) {
        try {
            return address != null
                    && InetAddress.getByName(address.hostAddress()).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
