package io.aigateway.embeddings.api;

import java.util.List;

/**
 * Asks for the vectors of content by whichever model suits it.
 *
 * @param contentType what it is, e.g. {@code issue}
 * @param texts       any number of any length
 */
public record ContentAsked(String contentType, List<String> texts) {
    public ContentAsked {
        texts = List.copyOf(texts);
    }

    /** Sizes only: the texts are somebody's. */
    @Override
    public String toString() {
        return "ContentAsked[" + contentType + ", texts: " + texts.size() + "]";
    }
}
