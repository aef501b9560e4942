package io.aigateway.codesuggestions;

import io.aigateway.codesuggestions.core.TokenCounter;
import io.aigateway.tokens.Tokenizer;

/** Counts with the general tokenizer. */
final class GeneralTokens implements TokenCounter {
    @Override
    public int count(String text) {
        return Tokenizer.cl100k().count(text);
    }

    @Override
    public String keepStart(String text, int maxTokens) {
        return Tokenizer.cl100k().keepStart(text, maxTokens);
    }

    @Override
    public String keepEnd(String text, int maxTokens) {
        return Tokenizer.cl100k().keepEnd(text, maxTokens);
    }
}
