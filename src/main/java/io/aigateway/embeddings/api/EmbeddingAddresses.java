package io.aigateway.embeddings.api;

import io.aigateway.bus.Address;

/** Where vectors are asked for. */
public final class EmbeddingAddresses {
    /** By a model that the caller names. */
    public static final Address<TextsAsked, VectorsGiven> TEXTS =
            new Address<>("embeddings.texts.v1", TextsAsked.class, VectorsGiven.class);

    /** By a model that suits the content. Only callers with the unit primitive of the content's type get an answer. */
    public static final Address<ContentAsked, VectorsGiven> CONTENT =
            new Address<>("embeddings.content.v1", ContentAsked.class, VectorsGiven.class);

    private EmbeddingAddresses() {}
}
