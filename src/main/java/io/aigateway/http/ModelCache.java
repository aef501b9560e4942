package io.aigateway.http;

import io.vertx.ext.web.RoutingContext;

/** Whether the provider may keep a request's prompt in a cache. Source: contract section 1.1. */
public final class ModelCache {
    private ModelCache() {}

    public static boolean isWelcome(RoutingContext ctx) {
        String header = ctx.request().getHeader("X-Gitlab-Model-Prompt-Cache-Enabled");
        return header == null || header.equalsIgnoreCase("true");
    }
}
