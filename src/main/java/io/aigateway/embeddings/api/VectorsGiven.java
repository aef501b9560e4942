package io.aigateway.embeddings.api;

import io.aigateway.model.api.Vector;
import java.util.List;

/**
 * The vectors of texts, and what made them.
 *
 * @param identifier  of the model in the catalogue
 * @param model       its name at the provider
 * @param provider    word for the provider, e.g. {@code vertex-ai}
 * @param vectors     one for each text, in the order of the texts
 * @param inputTokens tokens read; 0 when the provider did not say
 */
public record VectorsGiven(String identifier, String model, String provider, List<Vector> vectors, int inputTokens) {
    public VectorsGiven {
        vectors = List.copyOf(vectors);
    }
}
