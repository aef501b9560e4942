package io.aigateway.blueprint.api;

import io.aigateway.model.api.Usage;

/**
 * The answer to one of several prompts.
 *
 * @param text   the whole answer
 * @param served which model answered
 * @param usage  tokens consumed
 */
public record PromptAnswered(String text, Served served, Usage usage) {
    @Override
    public String toString() {
        return "PromptAnswered[text: " + text.length() + ", " + served + ", " + usage + "]";
    }
}
