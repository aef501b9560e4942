package io.aigateway.model.api;

import java.util.List;

/**
 * The vectors of texts.
 *
 * @param vectors     one for each text, in the order of the texts
 * @param inputTokens tokens read; 0 when the provider did not say
 */
public record Embedded(List<Vector> vectors, int inputTokens) {
    public Embedded {
        vectors = List.copyOf(vectors);
    }
}
