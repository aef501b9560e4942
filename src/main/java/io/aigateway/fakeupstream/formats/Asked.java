package io.aigateway.fakeupstream.formats;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a fake provider is asked.
 *
 * @param number of the request, counted from 1; identifiers are made of it
 * @param path   decoded, without query
 * @param model  the model's name, without the fault that may stand behind it
 * @param body   of the request; missing when it is none of JSON
 * @param tokens how long the answer would be if the request had no limit
 * @param usage  what is told of the tokens used
 */
public record Asked(long number, String path, String model, JsonNode body, int tokens, Usage usage) {

    /** What an answer tells of the tokens used. */
    public enum Usage {
        /** The truth. */
        RIGHT,
        /** Numbers that cannot be. */
        WRONG,
        /** Nothing. */
        MISSING
    }

    /**
     * Tokens used.
     *
     * @param input  tokens of the prompt
     * @param output tokens of the answer
     */
    public record Counts(long input, long output) {
        private static final Counts WRONG = new Counts(-1, 9_999_999_999L);

        /** Both together. */
        public long total() {
            return input + output;
        }
    }

    /** An identifier of this answer. */
    public String id(String prefix) {
        return String.format(Locale.ROOT, "%sFake%012d", prefix, number);
    }

    /** Whether the body asks for a stream. */
    public boolean wantsStream() {
        return body.path("stream").asBoolean();
    }

    /** The text to answer with. */
    public Text text() {
        return Text.of(expectsSteps(), length());
    }

    /** Whether the request's limit ends the answer. */
    public boolean isCutShort() {
        return length() < tokens;
    }

    /** Tokens used; null when nothing is to be told of them. */
    public @Nullable Counts counts() {
        return switch (usage) {
            case RIGHT -> new Counts(1 + body.toString().length() / 4, length());
            case WRONG -> Counts.WRONG;
            case MISSING -> null;
        };
    }

    private int length() {
        int limit = Stream.of(
                        body.path("max_tokens"),
                        body.path("max_completion_tokens"),
                        body.path("max_output_tokens"),
                        body.path("generationConfig").path("maxOutputTokens"))
                .mapToInt(JsonNode::asInt)
                .filter(number -> number > 0)
                .findFirst()
                .orElse(Integer.MAX_VALUE);
        return Math.min(tokens, limit);
    }

    /** Agents that work in steps stop a model at the word for the outcome of one; where nothing can stop it, only their prompt tells. */
    private boolean expectsSteps() {
        List<JsonNode> stops = Stream.of("stop", "stop_sequences")
                .map(body::path)
                .filter(words -> !words.isMissingNode())
                .toList();
        return stops.isEmpty()
                ? body.toString().contains("Final Answer:")
                : stops.toString().contains("Observation:");
    }
}
