package io.aigateway.model.api;

import java.util.List;

/**
 * Asks a model for the vectors of texts, in one call to its provider.
 *
 * @param target        where the model is
 * @param texts         at least one, and no more than the provider takes at once
 * @param dimensions    wanted size of the vectors; 0 for the model's own
 * @param timeoutMillis longest wait for the answer, in milliseconds
 */
public record EmbedAsked(Target target, List<String> texts, int dimensions, long timeoutMillis) {
    public EmbedAsked {
        texts = List.copyOf(texts);
    }

    /** The same, with vectors of the model's own size. */
    public EmbedAsked withoutDimensions() {
        return new EmbedAsked(target, texts, 0, timeoutMillis);
    }

    /** Sizes only: the texts are somebody's. */
    @Override
    public String toString() {
        return "EmbedAsked[" + target.provider() + ", " + target.model() + ", texts: " + texts.size() + ", dimensions: "
                + dimensions + "]";
    }
}
