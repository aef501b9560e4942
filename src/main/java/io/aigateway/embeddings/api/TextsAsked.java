package io.aigateway.embeddings.api;

import io.aigateway.model.api.ModelChoice;
import java.util.List;

/**
 * Asks for the vectors of texts.
 *
 * @param model          which model makes them; it has to be named
 * @param texts          any number of any length
 * @param dimensions     wanted size of the vectors; 0 for the model's own
 * @param dropDimensions whether vectors of the model's own size will do, where it knows no other
 */
public record TextsAsked(ModelChoice model, List<String> texts, int dimensions, boolean dropDimensions) {
    public TextsAsked {
        texts = List.copyOf(texts);
    }

    /** Sizes only: the texts are somebody's. */
    @Override
    public String toString() {
        return "TextsAsked[" + model.provider() + ", texts: " + texts.size() + ", dimensions: " + dimensions + "]";
    }
}
