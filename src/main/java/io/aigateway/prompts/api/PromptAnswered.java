package io.aigateway.prompts.api;

import io.aigateway.model.api.Usage;

/**
 * The answer to a prompt.
 *
 * @param text      the whole answer; empty when it was streamed
 * @param model     the model that answered, by the provider's word
 * @param usage     tokens consumed
 * @param tokensCut how much of the inputs did not fit the model and was left out, in tokens
 */
public record PromptAnswered(String text, String model, Usage usage, int tokensCut) {
    @Override
    public String toString() {
        return "PromptAnswered[text: " + text.length() + ", " + model + ", " + usage + ", cut: " + tokensCut + "]";
    }
}
