package io.aigateway.provider.claude;

import com.fasterxml.jackson.databind.JsonNode;
import io.aigateway.model.api.Usage;

/** Adds up what an answer consumed. Claude counts tokens written to and read from the cache apart from the input. */
final class ClaudeUsage {
    private int input;
    private int cacheCreation;
    private int cacheRead;
    private int output;
    private boolean known;

    /** Reads a {@code usage} object; later ones hold sums, and what they leave out stays as it was. */
    void take(JsonNode usage) {
        if (!usage.isObject()) {
            return;
        }
        known = true;
        input = usage.path("input_tokens").asInt(input);
        cacheCreation = usage.path("cache_creation_input_tokens").asInt(cacheCreation);
        cacheRead = usage.path("cache_read_input_tokens").asInt(cacheRead);
        output = usage.path("output_tokens").asInt(output);
    }

    Usage total() {
        return known ? new Usage(input + cacheCreation + cacheRead, output, cacheRead, true) : Usage.UNKNOWN;
    }
}
