package io.aigateway.http.gitlab;

import io.vertx.ext.web.RoutingContext;

/** Whether the provider may keep a request's prompt in a cache. Source: contract section 1.1. */
final class ModelCache {
    private ModelCache() {}

    static boolean isWelcome(RoutingContext ctx) {
        String header = ctx.request().getHeader("X-Gitlab-Model-Prompt-Cache-Enabled");
        return header == null || header.equalsIgnoreCase("true");
    }
}
