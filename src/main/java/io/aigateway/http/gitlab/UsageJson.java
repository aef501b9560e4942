package io.aigateway.http.gitlab;

import io.aigateway.http.AccessLog;
import io.aigateway.model.api.Usage;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.Map;

/** Tokens consumed, as clients and the access log are told. Source: contract sections 2.2 and 3.2. */
final class UsageJson {
    private UsageJson() {}

    /** Model to tokens. */
    static Map<String, Object> of(String model, Usage usage) {
        var counts = new LinkedHashMap<String, Object>();
        counts.put("input_tokens", usage.inputTokens());
        counts.put("output_tokens", usage.outputTokens());
        return Map.of(model, counts);
    }

    /** Puts the tokens into the request's access line. */
    static void note(RoutingContext ctx, Usage usage) {
        if (usage.known()) {
            AccessLog.note(ctx, "input_tokens", usage.inputTokens());
            AccessLog.note(ctx, "output_tokens", usage.outputTokens());
        }
    }
}
