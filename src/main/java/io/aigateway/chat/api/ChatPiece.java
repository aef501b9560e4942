package io.aigateway.chat.api;

/**
 * A piece of an answer while it is being made.
 *
 * @param text the new part only; never empty
 */
public record ChatPiece(String text) {
    @Override
    public String toString() {
        return "ChatPiece[" + text.length() + "]";
    }
}
