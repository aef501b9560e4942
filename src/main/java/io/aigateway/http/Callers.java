package io.aigateway.http;

import io.aigateway.auth.Authenticator;
import io.aigateway.auth.Credentials;
import io.aigateway.auth.Identity;
import io.aigateway.kernel.Caller;
import io.aigateway.observe.LogContext;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Finds out who calls, before anything else is looked at. Source: contract sections 7.1 and 7.5. */
public final class Callers implements Handler<RoutingContext> {
    private static final String KEY = "identity";
    static final CharSequence INSTANCE_ID = HttpHeaders.createOptimized("X-Gitlab-Instance-Id");
    static final CharSequence GLOBAL_USER_ID = HttpHeaders.createOptimized("X-Gitlab-Global-User-Id");
    static final CharSequence REALM = HttpHeaders.createOptimized("X-Gitlab-Realm");
    private static final CharSequence VERSION = HttpHeaders.createOptimized("X-Gitlab-Version");
    private static final CharSequence LANGUAGE_SERVER_VERSION =
            HttpHeaders.createOptimized("X-Gitlab-Language-Server-Version");
    private static final CharSequence CLIENT_TYPE = HttpHeaders.createOptimized("X-Gitlab-Client-Type");
    private static final CharSequence IS_TEAM_MEMBER = HttpHeaders.createOptimized("X-Gitlab-Is-Team-Member");
    private static final CharSequence AUTHORIZATION = HttpHeaders.createOptimized("Authorization");
    private static final CharSequence AUTHENTICATION_TYPE = HttpHeaders.createOptimized("X-Gitlab-Authentication-Type");
    private static final CharSequence BYPASS_AUTH = HttpHeaders.createOptimized("Bypass-Auth");

    private final Authenticator authenticator;
    private final Supplier<Map<String, List<String>>> disallowedFlags;

    Callers(Authenticator authenticator, Supplier<Map<String, List<String>>> disallowedFlags) {
        this.authenticator = authenticator;
        this.disallowedFlags = disallowedFlags;
    }

    /** What the token of this request says. */
    public static Identity identityOf(RoutingContext ctx) {
        return Objects.requireNonNull(ctx.get(KEY));
    }

    /** Who asks, in the form in which features are told. */
    public static Caller of(RoutingContext ctx) {
        Identity identity = identityOf(ctx);
        HttpServerRequest request = ctx.request();
        return new Caller(
                identity.issuer(),
                header(request, INSTANCE_ID),
                header(request, GLOBAL_USER_ID),
                identity.realm().isEmpty() ? header(request, REALM) : identity.realm(),
                identity.scopes(),
                Flags.of(ctx),
                new Caller.Client(
                        header(request, VERSION),
                        header(request, LANGUAGE_SERVER_VERSION),
                        header(request, CLIENT_TYPE),
                        header(request, IS_TEAM_MEMBER)));
    }

    @Override
    public void handle(RoutingContext ctx) {
        long start = System.nanoTime();
        ctx.request().pause();
        authenticator
                .authenticate(credentials(ctx.request()))
                .onComplete(
                        identity -> {
                            noteDuration(ctx, start);
                            admit(ctx, identity);
                        },
                        cause -> {
                            noteDuration(ctx, start);
                            ctx.request().resume();
                            ctx.fail(cause);
                        });
    }

    private void admit(RoutingContext ctx, Identity identity) {
        ctx.put(KEY, identity);
        if (!identity.bypassed()) {
            AccessLog.note(ctx, "token_issuer", identity.issuer());
            LogContext.add("gitlab_realm", identity.realm());
        }
        Flags.read(ctx, disallowedFlags.get());
        ctx.next();
    }

    private static void noteDuration(RoutingContext ctx, long start) {
        AccessLog.note(ctx, "auth_duration_s", (System.nanoTime() - start) / 1_000_000_000.0);
    }

    private static Credentials credentials(HttpServerRequest request) {
        return new Credentials(
                request.getHeader(AUTHORIZATION),
                request.getHeader(AUTHENTICATION_TYPE),
                request.getHeader(REALM),
                request.getHeader(INSTANCE_ID),
                request.getHeader(GLOBAL_USER_ID),
                request.getHeader(BYPASS_AUTH));
    }

    /** A header of a request; empty when it has none. */
    static String header(HttpServerRequest request, CharSequence name) {
        @Nullable String value = request.getHeader(name);
        return value == null ? "" : value;
    }
}
