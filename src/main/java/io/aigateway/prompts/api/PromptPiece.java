package io.aigateway.prompts.api;

/**
 * A piece of an answer while it is being made.
 *
 * @param text the new part only; never empty
 */
public record PromptPiece(String text) {
    @Override
    public String toString() {
        return "PromptPiece[" + text.length() + "]";
    }
}
