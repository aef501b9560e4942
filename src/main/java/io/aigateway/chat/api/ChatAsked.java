package io.aigateway.chat.api;

import io.aigateway.model.api.ChatMessage;
import io.aigateway.model.api.ModelChoice;
import java.util.List;

/**
 * Asks for the answer to a conversation.
 *
 * @param text        the conversation as the caller wrote it in one text; empty when it came as messages
 * @param messages    the same as messages, oldest first
 * @param model       which model is wanted; its provider is {@code anthropic} or {@code litellm}
 * @param nameGiven   whether a model was named
 * @param temperature randomness, from 0 to 1
 * @param maxTokens   longest answer, in tokens
 * @param stop        texts that end the answer
 */
public record ChatAsked(
        String text,
        List<ChatMessage> messages,
        ModelChoice model,
        boolean nameGiven,
        double temperature,
        int maxTokens,
        List<String> stop) {
    public ChatAsked {
        messages = List.copyOf(messages);
        stop = List.copyOf(stop);
    }

    /** Sizes only: this is somebody's text. */
    @Override
    public String toString() {
        return "ChatAsked[messages: " + messages.size() + ", text: " + text.length() + "]";
    }
}
