package io.aigateway.http;

import io.aigateway.kernel.Feature;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which feature a path belongs to. */
final class FeaturePaths {
    private static final List<Map.Entry<String, Feature>> PREFIXES = List.of(
            Map.entry("/v2/code/", Feature.CODE_SUGGESTIONS),
            Map.entry("/v2/completions", Feature.CODE_SUGGESTIONS),
            Map.entry("/v3/code/", Feature.CODE_SUGGESTIONS),
            Map.entry("/v4/code/", Feature.CODE_SUGGESTIONS),
            Map.entry("/internal/code-suggestions/", Feature.CODE_SUGGESTIONS),
            Map.entry("/v1/chat", Feature.CHAT),
            Map.entry("/v2/chat/", Feature.CHAT),
            Map.entry("/v1/prompts/", Feature.PROMPTS),
            Map.entry("/v2/prompts/", Feature.PROMPTS),
            Map.entry("/v1/proxy/", Feature.PROXY),
            Map.entry("/internal/proxy/", Feature.PROXY),
            Map.entry("/v1/embeddings/", Feature.EMBEDDINGS),
            Map.entry("/internal/embeddings", Feature.EMBEDDINGS),
            Map.entry("/v1/search/", Feature.SEARCH));

    private FeaturePaths() {}

    /** The feature that a request asks for; null for what costs next to nothing, such as a report of telemetry. */
    static @Nullable Feature of(RoutingContext ctx) {
        return of(ctx.normalizedPath());
    }

    static @Nullable Feature of(String path) {
        for (Map.Entry<String, Feature> prefix : PREFIXES) {
            if (path.startsWith(prefix.getKey())) {
                return prefix.getValue();
            }
        }
        return null;
    }
}
