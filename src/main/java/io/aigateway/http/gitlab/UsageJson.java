package io.aigateway.http.gitlab;

import io.aigateway.model.api.Usage;
import java.util.LinkedHashMap;
import java.util.Map;

/** Tokens consumed, by model. Source: contract sections 2.2 and 3.2. */
final class UsageJson {
    private UsageJson() {}

    static Map<String, Object> of(String model, Usage usage) {
        var counts = new LinkedHashMap<String, Object>();
        counts.put("input_tokens", usage.inputTokens());
        counts.put("output_tokens", usage.outputTokens());
        return Map.of(model, counts);
    }
}
