package io.aigateway.http;

import io.aigateway.http.edge.ClientAddress;
import io.aigateway.observe.LogContext;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What every request begins with: its id, its log context, its access line, and the headers of every response. */
final class RequestStart implements Handler<RoutingContext> {
    /** Header to member of every log line. Source: contract section 10.1. */
    private static final Map<String, String> LOGGED_HEADERS = Map.ofEntries(
            Map.entry("X-Gitlab-Language-Server-Version", "gitlab_language_server_version"),
            Map.entry("X-Gitlab-Instance-Id", "gitlab_instance_id"),
            Map.entry("X-Gitlab-Global-User-Id", "gitlab_global_user_id"),
            Map.entry("X-Gitlab-Host-Name", "gitlab_host_name"),
            Map.entry("X-Gitlab-Version", "gitlab_version"),
            Map.entry("X-Gitlab-Saas-Duo-Pro-Namespace-Ids", "gitlab_saas_duo_pro_namespace_ids"),
            Map.entry("X-Gitlab-Root-Namespace-Id", "gitlab_root_namespace_id"),
            Map.entry("X-Gitlab-Feature-Enabled-By-Namespace-Ids", "gitlab_feature_enabled_by_namespace_ids"),
            Map.entry("X-Gitlab-Feature-Enablement-Type", "gitlab_feature_enablement_type"),
            Map.entry("X-Gitlab-Realm", "gitlab_realm"),
            Map.entry("X-Gitlab-Is-Team-Member", "is_gitlab_team_member"),
            Map.entry("X-Gitlab-Organization-Id", "gitlab_organization_id"));

    /** Names whose hash is known: this is a dozen of searches for each request. */
    private static final List<Map.Entry<CharSequence, String>> LOGGED = LOGGED_HEADERS.entrySet().stream()
            .map(logged -> Map.entry(HttpHeaders.createOptimized(logged.getKey()), logged.getValue()))
            .toList();

    private static final CharSequence PROCESS_TIME = HttpHeaders.createOptimized("X-Process-Time");

    /** Longest value of a header that every line of the log repeats. */
    private static final int MAX_LOGGED = 1024;

    private final ClientAddress clients;
    private final long bodyMillis;

    /**
     * Begins requests.
     *
     * @param bodyTimeout how long a body may still take when its request has been answered
     */
    RequestStart(ClientAddress clients, Duration bodyTimeout) {
        this.clients = clients;
        this.bodyMillis = bodyTimeout.toMillis();
    }

    @Override
    public void handle(RoutingContext ctx) {
        String requestId = RequestIds.assign(ctx);
        setLogContext(ctx, requestId);
        AccessLog line = AccessLog.begin(ctx, clients);
        ctx.addEndHandler(answered -> awaitBody(ctx));
        ctx.response().putHeader(RequestIds.HEADER, requestId);
        ctx.addHeadersEndHandler(head -> {
            BigDecimal seconds = line.headSent();
            if (!ctx.request().method().equals(HttpMethod.OPTIONS)) {
                ctx.response().putHeader(PROCESS_TIME, seconds.toPlainString());
            }
        });
        ctx.next();
    }

    /** Who was refused may send the rest of the body, so that the connection can be used again, but not for ever. */
    private void awaitBody(RoutingContext ctx) {
        HttpServerRequest request = ctx.request();
        if (!request.isEnded()) {
            ctx.vertx().setTimer(bodyMillis, late -> {
                if (!request.isEnded() && request.version() != HttpVersion.HTTP_2) {
                    request.connection().close();
                }
            });
        }
    }

    private static void setLogContext(RoutingContext ctx, String requestId) {
        Context context = Vertx.currentContext();
        if (context == null) {
            return;
        }
        var members = new HashMap<String, String>();
        members.put("correlation_id", requestId);
        MultiMap headers = ctx.request().headers();
        for (Map.Entry<CharSequence, String> logged : LOGGED) {
            String value = headers.get(logged.getKey());
            if (value != null) {
                members.put(logged.getValue(), value.length() <= MAX_LOGGED ? value : value.substring(0, MAX_LOGGED));
            }
        }
        LogContext.set(context, members);
    }
}
