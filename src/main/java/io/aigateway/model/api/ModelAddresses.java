package io.aigateway.model.api;

import io.aigateway.bus.Address;
import io.aigateway.bus.StreamAddress;

/** Where providers are asked: an address for each thing that one of them does. */
public final class ModelAddresses {
    private ModelAddresses() {}

    /** The whole answer at once. */
    public static Address<ModelAsked, ModelAnswered> ask(String provider) {
        return new Address<>("provider." + provider + ".ask.v1", ModelAsked.class, ModelAnswered.class);
    }

    /** The answer as it is made; the result's text is empty. */
    public static StreamAddress<ModelAsked, ModelEvent, ModelAnswered> stream(String provider) {
        return new StreamAddress<>(
                "provider." + provider + ".stream.v1", ModelAsked.class, ModelEvent.class, ModelAnswered.class);
    }

    /** The vectors of texts. */
    public static Address<EmbedAsked, Embedded> embed(String provider) {
        return new Address<>("provider." + provider + ".embed.v1", EmbedAsked.class, Embedded.class);
    }

    /** Passages of documents. */
    public static Address<SearchAsked, SearchFound> search(String provider) {
        return new Address<>("provider." + provider + ".search.v1", SearchAsked.class, SearchFound.class);
    }
}
