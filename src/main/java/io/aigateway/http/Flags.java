package io.aigateway.http;

import io.vertx.ext.web.RoutingContext;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Feature flags that the caller announces, less those that are not allowed for its realm. Source: contract section 7.6.
 */
public final class Flags {
    private static final String KEY = "feature-flags";
    private static final int MAX_FLAGS = 100;

    private Flags() {}

    static void read(RoutingContext ctx, Map<String, List<String>> disallowed) {
        Set<String> flags = announced(ctx, disallowed);
        if (!flags.isEmpty()) {
            ctx.put(KEY, flags);
            AccessLog.note(ctx, "enabled_feature_flags", String.join(",", flags));
        }
    }

    /** What the request announces, less what is not allowed for its realm; also for routes that need no token. */
    public static Set<String> announced(RoutingContext ctx, Map<String, List<String>> disallowed) {
        String header = ctx.request().getHeader("x-gitlab-enabled-feature-flags");
        if (header == null) {
            return Set.of();
        }
        var flags = new LinkedHashSet<String>();
        for (String flag : header.split(",", MAX_FLAGS)) {
            if (!flag.isEmpty()) {
                flags.add(flag);
            }
        }
        String realm = ctx.request().getHeader("X-Gitlab-Realm");
        disallowed.getOrDefault(realm == null ? "" : realm, List.of()).forEach(flags::remove);
        return Collections.unmodifiableSet(flags);
    }

    /** The flags of the request; none before authentication. */
    public static Set<String> of(RoutingContext ctx) {
        Set<String> flags = ctx.get(KEY);
        return flags == null ? Set.of() : flags;
    }
}
