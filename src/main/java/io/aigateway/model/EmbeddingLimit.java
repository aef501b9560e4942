package io.aigateway.model;

/**
 * How much a provider takes in one request for vectors.
 *
 * @param texts       how many texts, at least 1
 * @param tokens      how many tokens in all of them together; 0 for no limit that is known
 * @param tokensOfOne how many tokens of one text the model reads; 0 for no limit that is known
 */
public record EmbeddingLimit(int texts, int tokens, int tokensOfOne) {
    /** For a server of which nothing is known. Some take no more: 32 is the usual limit of Text Embeddings Inference. */
    static final EmbeddingLimit UNKNOWN = new EmbeddingLimit(32, 0, 0);

    /** Whether a text of so many tokens is read to its end. */
    public boolean reads(int tokensOfText) {
        return tokensOfOne == 0 || tokensOfText <= tokensOfOne;
    }
}
