package io.aigateway.limit;

/** What a policy counts. */
enum Measure {
    /** Requests in any minute. */
    REQUESTS("requests_per_minute"),
    /** Tokens that models read and wrote in any minute. */
    TOKENS("tokens_per_minute"),
    /** Requests that are under way. */
    CONCURRENT("concurrent");

    private final String word;

    Measure(String word) {
        this.word = word;
    }

    /** Its name in the file. */
    String word() {
        return word;
    }

    /** Whether what was counted is forgotten by itself, after a minute. */
    boolean isPerMinute() {
        return this != CONCURRENT;
    }
}
