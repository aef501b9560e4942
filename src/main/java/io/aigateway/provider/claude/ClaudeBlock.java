package io.aigateway.provider.claude;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * A block of text.
 *
 * @param cacheControl marks the end of what the provider shall keep in its cache; null for no mark
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ClaudeBlock(
        String type,
        String text,
        @JsonProperty("cache_control") @Nullable CacheControl cacheControl) {
    private static final CacheControl FIVE_MINUTES = new CacheControl("ephemeral");

    /** How long the cache keeps it; five minutes when nothing else is said. */
    record CacheControl(String type) {}

    static ClaudeBlock text(String text, boolean cached) {
        return new ClaudeBlock("text", text, cached ? FIVE_MINUTES : null);
    }

    @Override
    public String toString() {
        return "ClaudeBlock[text: " + text.length() + "]";
    }
}
