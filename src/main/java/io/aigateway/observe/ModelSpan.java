package io.aigateway.observe;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import java.util.List;

/**
 * Tells the current span that it is a model's: what was asked of which model, and what it cost; never what was said. Does nothing
 * when nothing is traced. Source: OpenTelemetry semantic conventions for generative AI.
 */
public final class ModelSpan {
    private static final AttributeKey<String> OPERATION = AttributeKey.stringKey("gen_ai.operation.name");
    private static final AttributeKey<String> PROVIDER = AttributeKey.stringKey("gen_ai.provider.name");
    private static final AttributeKey<String> ASKED = AttributeKey.stringKey("gen_ai.request.model");
    private static final AttributeKey<String> ANSWERED = AttributeKey.stringKey("gen_ai.response.model");
    private static final AttributeKey<List<String>> FINISH =
            AttributeKey.stringArrayKey("gen_ai.response.finish_reasons");
    private static final AttributeKey<Long> MAX_TOKENS = AttributeKey.longKey("gen_ai.request.max_tokens");
    private static final AttributeKey<Long> INPUT = AttributeKey.longKey("gen_ai.usage.input_tokens");
    private static final AttributeKey<Long> OUTPUT = AttributeKey.longKey("gen_ai.usage.output_tokens");
    private static final AttributeKey<Long> CACHED = AttributeKey.longKey("gen_ai.usage.cache_read.input_tokens");

    private final Span span;

    private ModelSpan(Span span) {
        this.span = span;
    }

    /**
     * The current span is about this.
     *
     * @param operation {@code chat}, {@code text_completion} or {@code embeddings}
     * @param provider  name of the provider's verticle
     * @param model     the model's name upstream
     */
    public static ModelSpan begin(String operation, String provider, String model) {
        Span span = Span.current();
        if (span.isRecording()) {
            span.updateName(operation + " " + model);
            span.setAttribute(OPERATION, operation);
            span.setAttribute(PROVIDER, conventional(provider));
            span.setAttribute(ASKED, model);
        }
        return new ModelSpan(span);
    }

    /** The longest answer wanted, in tokens. */
    public ModelSpan maxTokens(int tokens) {
        span.setAttribute(MAX_TOKENS, (long) tokens);
        return this;
    }

    /** Who answered, and the provider's word for why it stopped; empty when it gave none. */
    public void answered(String model, String finishReason) {
        if (span.isRecording()) {
            span.setAttribute(ANSWERED, model);
            if (!finishReason.isEmpty()) {
                span.setAttribute(FINISH, List.of(finishReason));
            }
        }
    }

    /** Tokens read, of these from the cache, and written. */
    public void used(long input, long cached, long output) {
        span.setAttribute(INPUT, input);
        span.setAttribute(CACHED, cached);
        span.setAttribute(OUTPUT, output);
    }

    /** The conventions' name for a provider, where they have one. */
    private static String conventional(String provider) {
        return switch (provider) {
            case "vertexai" -> "gcp.vertex_ai";
            case "mistral" -> "mistral_ai";
            default -> provider;
        };
    }
}
