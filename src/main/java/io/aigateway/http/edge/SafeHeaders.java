package io.aigateway.http.edge;

import io.aigateway.settings.DoorSettings;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/**
 * Tells browsers and caches what not to do with an answer: not to guess its type, not to show it as a page or in one, and not to keep
 * it. A route may say otherwise.
 */
public final class SafeHeaders implements Handler<RoutingContext> {
    private static final CharSequence TYPE_OPTIONS = HttpHeaders.createOptimized("X-Content-Type-Options");
    private static final CharSequence NO_SNIFF = HttpHeaders.createOptimized("nosniff");
    private static final CharSequence POLICY = HttpHeaders.createOptimized("Content-Security-Policy");
    private static final CharSequence NOTHING =
            HttpHeaders.createOptimized("default-src 'none'; frame-ancestors 'none'");
    private static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");

    private final ClientAddress clients;
    private final @Nullable String hsts;

    public SafeHeaders(DoorSettings settings, ClientAddress clients) {
        this.clients = clients;
        this.hsts = settings.hstsSeconds() == 0 ? null : "max-age=" + settings.hstsSeconds();
    }

    @Override
    public void handle(RoutingContext ctx) {
        var headers = ctx.response().headers();
        headers.set(TYPE_OPTIONS, NO_SNIFF);
        headers.set(POLICY, NOTHING);
        headers.set(HttpHeaders.CACHE_CONTROL, NO_STORE);
        if (hsts != null && clients.isSecure(ctx.request())) {
            headers.set("Strict-Transport-Security", hsts);
        }
        ctx.next();
    }
}
