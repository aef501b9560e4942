package io.aigateway.provider.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aigateway.model.api.EmbedAsked;

/** Writes the body of a request for vectors in one dialect. Source: OpenAI and Mistral API references, Embeddings. */
final class EmbeddingsBody {
    private EmbeddingsBody() {}

    static ObjectNode of(Dialect dialect, EmbedAsked asked) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("model", asked.target().model());
        ArrayNode input = body.putArray("input");
        asked.texts().forEach(input::add);
        if (asked.dimensions() != 0) {
            body.put(dialect.dimensions(), asked.dimensions());
        }
        return body;
    }
}
