package io.aigateway.chat.api;

import io.aigateway.model.api.Usage;

/**
 * The answer to a conversation.
 *
 * @param text  the whole answer; empty when it was streamed
 * @param model the model that answered, by the provider's word
 * @param usage tokens consumed
 */
public record ChatAnswered(String text, String model, Usage usage) {
    @Override
    public String toString() {
        return "ChatAnswered[text: " + text.length() + ", " + model + ", " + usage + "]";
    }
}
