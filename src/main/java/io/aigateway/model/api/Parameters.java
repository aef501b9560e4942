package io.aigateway.model.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a model shall answer.
 *
 * @param temperature   randomness; null for the model's own
 * @param topP          nucleus sampling; null for the model's own
 * @param topK          sampling among the best k; null for the model's own
 * @param maxTokens     longest answer in tokens, at least 1
 * @param stop          texts that end the answer
 * @param timeoutMillis longest wait for the whole answer, or for the first event of a stream, in milliseconds
 * @param effort        how hard an OpenAI reasoning model thinks, e.g. {@code low}; null for the model's own
 * @param verbosity     how much an OpenAI model says, e.g. {@code low}; null for the model's own
 */
public record Parameters(
        @Nullable Double temperature,
        @Nullable Double topP,
        @Nullable Integer topK,
        int maxTokens,
        List<String> stop,
        long timeoutMillis,
        @Nullable String effort,
        @Nullable String verbosity) {

    /** Parameters that every model knows. */
    public Parameters(
            @Nullable Double temperature,
            @Nullable Double topP,
            @Nullable Integer topK,
            int maxTokens,
            List<String> stop,
            long timeoutMillis) {
        this(temperature, topP, topK, maxTokens, stop, timeoutMillis, null, null);
    }

    public Parameters {
        stop = List.copyOf(stop);
    }
}
