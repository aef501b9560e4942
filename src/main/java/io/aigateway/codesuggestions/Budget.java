package io.aigateway.codesuggestions;

/**
 * How many tokens a prompt may have. Tokens are counted with one general tokenizer, and models count differently: a share is left
 * free, so that no provider refuses a prompt for its length.
 */
final class Budget {
    /** Share of the model's context that is used, in percent: other tokenizers need up to a sixth more tokens for code. */
    private static final int USED_PERCENT = 85;

    private Budget() {}

    static int of(int contextTokens, int answerTokens) {
        return Math.max(1, (int) ((contextTokens - answerTokens) * (long) USED_PERCENT / 100));
    }
}
