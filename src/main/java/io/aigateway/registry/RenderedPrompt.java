package io.aigateway.registry;

import io.aigateway.model.api.ChatMessage;
import java.util.List;

/**
 * What a model reads of a prompt.
 *
 * @param messages  in order; at least one
 * @param tokensCut how much did not fit and was left out, in tokens of the general tokenizer; 0 when everything fitted
 */
public record RenderedPrompt(List<ChatMessage> messages, int tokensCut) {
    public RenderedPrompt {
        messages = List.copyOf(messages);
    }

    /** Sizes only: this is somebody's text. */
    @Override
    public String toString() {
        return "RenderedPrompt[messages: " + messages.size() + ", cut: " + tokensCut + "]";
    }
}
