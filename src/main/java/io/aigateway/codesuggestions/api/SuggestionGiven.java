package io.aigateway.codesuggestions.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The suggestions for one cursor, best first.
 *
 * @param choices proposed texts, none of them empty; empty when there is nothing to suggest
 * @param model   where they come from
 * @param tokens  what they cost; null when nothing was asked of a model, or nobody counted
 */
public record SuggestionGiven(
        List<String> choices, ModelUsed model, @Nullable Tokens tokens) {
    public SuggestionGiven {
        choices = List.copyOf(choices);
    }

    /**
     * Tokens of one suggestion.
     *
     * @param input       read by the model
     * @param output      written by the model
     * @param contextSent in the context that the caller sent
     * @param contextUsed in the part of it that the model got
     */
    public record Tokens(int input, int output, int contextSent, int contextUsed) {}

    @Override
    public String toString() {
        return "SuggestionGiven[choices: " + choices.size() + ", " + model + "]";
    }
}
