package io.aigateway.provider.vertexai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aigateway.kernel.Failure;
import io.aigateway.model.api.EmbedAsked;

/** The two ways in which Vertex AI is asked for vectors. Source: Vertex AI reference, text embeddings. */
enum EmbeddingApi {
    /** Many texts at once: {@code text-embedding-005} and its like. */
    PREDICT("predict") {
        @Override
        ObjectNode body(EmbedAsked asked) {
            ObjectNode body = JsonNodeFactory.instance.objectNode();
            ArrayNode instances = body.putArray("instances");
            asked.texts().forEach(text -> instances.addObject().put("content", text));
            if (asked.dimensions() != 0) {
                body.putObject("parameters").put(DIMENSIONS, asked.dimensions());
            }
            return body;
        }
    },

    /** One text at a time: {@code gemini-embedding-2} and later. */
    EMBED_CONTENT("embedContent") {
        @Override
        ObjectNode body(EmbedAsked asked) {
            if (asked.texts().size() != 1) {
                throw Failure.invalid("The model takes one text at a time").asException();
            }
            ObjectNode body = JsonNodeFactory.instance.objectNode();
            body.putObject("content")
                    .putArray("parts")
                    .addObject()
                    .put("text", asked.texts().get(0));
            if (asked.dimensions() != 0) {
                body.putObject("embedContentConfig").put(DIMENSIONS, asked.dimensions());
            }
            return body;
        }
    };

    /** The array that holds a vector, in both. */
    static final String VECTOR = "values";

    private static final String DIMENSIONS = "outputDimensionality";

    private final String method;

    EmbeddingApi(String method) {
        this.method = method;
    }

    static EmbeddingApi of(String model) {
        return model.startsWith("gemini-embedding-") && !model.equals("gemini-embedding-001") ? EMBED_CONTENT : PREDICT;
    }

    /** The last part of the path, after the model's name and a colon. */
    String method() {
        return method;
    }

    abstract ObjectNode body(EmbedAsked asked);
}
