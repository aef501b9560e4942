package io.aigateway.fakeupstream.formats;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aigateway.fakeupstream.formats.Asked.Counts;
import io.aigateway.wire.Json;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;

/**
 * Vectors of texts: OpenAI's embeddings, and Vertex AI's predictions. The same text has the same vector. Sources: OpenAI API
 * reference, Embeddings; Vertex AI reference, text embeddings.
 */
final class Embeddings implements Api {
    static final Embeddings OPENAI = new Embeddings("embeddings", "/embeddings", ErrorShape.OPENAI);
    static final Embeddings ON_VERTEX = new Embeddings("vertex embeddings", ":predict", ErrorShape.GOOGLE);

    private static final int USUAL_DIMENSIONS = 8;
    private static final int MAX_DIMENSIONS = 4096;

    private final String name;
    private final String ending;
    private final ErrorShape errors;

    private Embeddings(String name, String ending, ErrorShape errors) {
        this.name = name;
        this.ending = ending;
        this.errors = errors;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean isAt(String path) {
        return path.endsWith(ending);
    }

    @Override
    public ErrorShape errors() {
        return errors;
    }

    @Override
    public Answer answer(Asked asked) {
        return Answer.whole(errors == ErrorShape.OPENAI ? list(asked) : predictions(asked));
    }

    private static ObjectNode list(Asked asked) {
        ObjectNode document = Json.mapper().createObjectNode().put("object", "list");
        ArrayNode data = document.putArray("data");
        boolean base64 = asked.body().path("encoding_format").asText().equals("base64");
        int dimensions = dimensions(asked.body().path("dimensions"));
        JsonNode input = asked.body().path("input");
        for (JsonNode text :
                input.isArray() ? input : Json.mapper().createArrayNode().add(input)) {
            ObjectNode item = data.addObject().put("object", "embedding").put("index", data.size() - 1);
            float[] vector = vector(text.asText(), dimensions);
            if (base64) {
                item.put("embedding", encoded(vector));
            } else {
                putNumbers(item.putArray("embedding"), vector);
            }
        }
        Counts counts = asked.counts();
        if (counts != null) {
            document.putObject("usage").put("prompt_tokens", counts.input()).put("total_tokens", counts.input());
        }
        return document.put("model", asked.model());
    }

    private static ObjectNode predictions(Asked asked) {
        ObjectNode document = Json.mapper().createObjectNode();
        ArrayNode predictions = document.putArray("predictions");
        int dimensions = dimensions(asked.body().path("parameters").path("outputDimensionality"));
        for (JsonNode instance : asked.body().path("instances")) {
            String text = instance.path("content").asText();
            ObjectNode embeddings = predictions.addObject().putObject("embeddings");
            putNumbers(embeddings.putArray("values"), vector(text, dimensions));
            embeddings.putObject("statistics").put("truncated", false).put("token_count", 1 + text.length() / 4);
        }
        return document;
    }

    private static int dimensions(JsonNode asked) {
        return Math.min(MAX_DIMENSIONS, asked.asInt(USUAL_DIMENSIONS));
    }

    private static float[] vector(String text, int dimensions) {
        float[] vector = new float[Math.max(1, dimensions)];
        int state = text.hashCode();
        for (int i = 0; i < vector.length; i++) {
            state = state * 1_664_525 + 1_013_904_223;
            vector[i] = (state >> 8) / (float) (1 << 23);
        }
        return vector;
    }

    private static void putNumbers(ArrayNode array, float[] vector) {
        for (float number : vector) {
            array.add(number);
        }
    }

    private static String encoded(float[] vector) {
        var bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (float number : vector) {
            bytes.putFloat(number);
        }
        return Base64.getEncoder().encodeToString(bytes.array());
    }
}
