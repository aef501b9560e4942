package io.aigateway.model.api;

/**
 * Tokens that a call consumed.
 *
 * @param inputTokens       all tokens read, those from the cache included
 * @param outputTokens      tokens written, reasoning included
 * @param cachedInputTokens the part of the input that came from the provider's cache
 * @param known             whether the provider reported the numbers; otherwise they are 0
 */
public record Usage(int inputTokens, int outputTokens, int cachedInputTokens, boolean known) {
    /** The provider said nothing. */
    public static final Usage UNKNOWN = new Usage(0, 0, 0, false);
}
