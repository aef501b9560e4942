package io.aigateway.codesuggestions.core;

/**
 * Counts tokens of a general tokenizer, not of the model that is asked. Texts that are kept are exact parts of the text given, cut
 * between characters.
 */
public interface TokenCounter {

    /** How many tokens the text has. */
    int count(String text);

    /** The longest start of the text that has at most {@code maxTokens} tokens; empty for zero or less. */
    String keepStart(String text, int maxTokens);

    /** The longest end of the text that has at most {@code maxTokens} tokens; empty for zero or less. */
    String keepEnd(String text, int maxTokens);
}
