package io.aigateway.http;

import io.aigateway.settings.GatewaySettings;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/** Whether prompts and answers of a request may be logged; remembered once its flags are known. Source: contract section 10.3. */
final class LogPermission implements Handler<RoutingContext> {
    private static final String KEY = "may-log";
    static final String VERBOSE_HEADER = "x-gitlab-enabled-instance-verbose-ai-logs";
    private static final String VERBOSE_FLAG = "expanded_ai_logging";

    private final boolean requestLogging;
    private final boolean customModels;

    LogPermission(GatewaySettings settings) {
        this.requestLogging = settings.logging().requestLogging();
        this.customModels = settings.models().customEnabled();
    }

    /** Whether this request may be logged; false before its flags are known. */
    static boolean of(RoutingContext ctx) {
        return ctx.get(KEY) != null;
    }

    @Override
    public void handle(RoutingContext ctx) {
        if (covers(ctx)) {
            ctx.put(KEY, true);
        }
        ctx.next();
    }

    boolean covers(RoutingContext ctx) {
        boolean byInstance = "true".equals(ctx.request().getHeader(VERBOSE_HEADER));
        return requestLogging || (customModels ? byInstance : Flags.of(ctx).contains(VERBOSE_FLAG));
    }
}
