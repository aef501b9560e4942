package io.aigateway.proxy.core;

/** A number of tokens that an answer can state. */
enum Counter {
    INPUT,
    OUTPUT,
    /** Read from the provider's cache, and not part of the input: Anthropic. */
    CACHE_READ,
    /** Written to the provider's cache, and not part of the input: Anthropic. */
    CACHE_WRITTEN,
    /** Read from the provider's cache, and part of the input: everybody else. */
    CACHED,
    /** Thought, and not part of the output: Gemini. */
    THOUGHTS,
    /** Embedded, for each text by itself. */
    EMBEDDED
}
