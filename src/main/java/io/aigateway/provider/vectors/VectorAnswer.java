package io.aigateway.provider.vectors;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.aigateway.model.api.EmbedAsked;
import io.aigateway.model.api.Embedded;
import io.aigateway.model.api.Vector;
import io.aigateway.provider.AnswerBody;
import io.aigateway.provider.UpstreamErrors;
import io.aigateway.wire.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Reads the vectors in an answer, wherever they stand: every array of numbers under one name. Beside it {@code index}, where there is
 * one, says which text a vector belongs to, and the tokens are added up. Sources: API references of OpenAI and Mistral, Embeddings;
 * Vertex AI reference, text embeddings.
 */
public final class VectorAnswer {
    private static final Set<String> TOKEN_COUNTS = Set.of("prompt_tokens", "token_count", "promptTokenCount");
    private static final int USUAL_SIZE = 768;

    /** Larger vectors are refused; today's largest have 4,096 coordinates. */
    private static final int MAX_SIZE = 16 * 1024;

    private final String member;
    private final int texts;
    private final List<Vector> vectors = new ArrayList<>();
    private final List<Integer> indexes = new ArrayList<>();
    private int tokens;

    private VectorAnswer(String member, int texts) {
        this.member = member;
        this.texts = texts;
    }

    /**
     * The vectors in a body, in the order of the texts.
     *
     * @param member name of the array that holds a vector
     * @throws io.aigateway.kernel.FailureException when there is not one vector for each text, or the body is an error
     */
    public static Embedded read(EmbedAsked asked, byte[] body, String member) {
        var answer = new VectorAnswer(member, asked.texts().size());
        try {
            answer.take(body);
        } catch (IOException e) {
            throw UpstreamErrors.unreadable();
        }
        if (answer.vectors.isEmpty()) {
            AnswerBody.parse(body); // throws when it is an error
        }
        return answer.inOrder();
    }

    private void take(byte[] body) throws IOException {
        try (JsonParser parser = Json.parser(body)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                String name = parser.currentName();
                if (token == JsonToken.START_ARRAY && member.equals(name)) {
                    vectors.add(vector(parser));
                } else if (token == JsonToken.VALUE_NUMBER_INT && "index".equals(name)) {
                    indexes.add(parser.getIntValue());
                } else if (token == JsonToken.VALUE_NUMBER_INT && TOKEN_COUNTS.contains(String.valueOf(name))) {
                    tokens += parser.getIntValue();
                }
            }
        }
    }

    private Vector vector(JsonParser parser) throws IOException {
        double[] values = new double
                [vectors.isEmpty() ? USUAL_SIZE : Math.max(1, vectors.get(0).size())];
        int size = 0;
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            if (token == null || !token.isNumeric() || size == MAX_SIZE || vectors.size() == texts) {
                throw new IOException("no vector");
            }
            if (size == values.length) {
                values = Arrays.copyOf(values, 2 * size);
            }
            values[size++] = parser.getDoubleValue();
        }
        return new Vector(size == values.length ? values : Arrays.copyOf(values, size));
    }

    private Embedded inOrder() {
        boolean complete = vectors.size() == texts && vectors.stream().noneMatch(vector -> vector.size() == 0);
        if (!complete) {
            throw UpstreamErrors.unreadable();
        }
        return new Embedded(indexes.size() == texts ? byIndex() : vectors, tokens);
    }

    private List<Vector> byIndex() {
        var ordered = new Vector[vectors.size()];
        for (int i = 0; i < ordered.length; i++) {
            int index = indexes.get(i);
            if (index < 0 || index >= ordered.length || ordered[index] != null) {
                throw UpstreamErrors.unreadable();
            }
            ordered[index] = vectors.get(i);
        }
        return List.of(ordered);
    }
}
