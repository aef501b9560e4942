package io.aigateway.provider.vertexai;

import io.aigateway.model.api.ModelAnswered;
import io.aigateway.model.api.ModelAsked;
import io.aigateway.provider.AnswerEvents;

/** Models on Vertex AI that share a publisher and a wire format. */
interface ModelFamily {

    /** The publisher's name in paths. */
    String publisher();

    /** Where its models are when nobody says: a region or {@code global}. */
    String usualLocation();

    /** The last part of the path, after the model's name and a colon; it may have a query. */
    String method(boolean streaming);

    /** The request's body, for {@code Json}. */
    Object body(ModelAsked asked, boolean streaming);

    /** Reads a whole answer. */
    ModelAnswered read(ModelAsked asked, byte[] body);

    /** Reads the events of a streamed answer. */
    AnswerEvents events(ModelAsked asked);
}
