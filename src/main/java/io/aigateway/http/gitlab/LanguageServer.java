package io.aigateway.http.gitlab;

import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/** What the version of the language server tells. */
final class LanguageServer {
    /** From 7.17.1 on its code context is fit for use. */
    private static final int[] USABLE_CONTEXT = {7, 17, 1};

    private LanguageServer() {}

    static boolean sendsUsableContext(RoutingContext ctx) {
        return isUsable(ctx.request().getHeader("X-Gitlab-Language-Server-Version"));
    }

    static boolean isUsable(@Nullable String version) {
        if (version == null) {
            return false;
        }
        String[] parts = version.strip().split("[.+-]", 4);
        try {
            for (int i = 0; i < USABLE_CONTEXT.length; i++) {
                int part = i < parts.length ? Integer.parseInt(parts[i]) : 0;
                if (part != USABLE_CONTEXT[i]) {
                    return part > USABLE_CONTEXT[i];
                }
            }
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
