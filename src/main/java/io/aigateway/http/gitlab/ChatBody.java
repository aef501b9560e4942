package io.aigateway.http.gitlab;

import com.fasterxml.jackson.databind.JsonNode;
import io.aigateway.chat.api.ChatAsked;
import io.aigateway.http.Transcript;
import io.aigateway.http.body.Fields;
import io.aigateway.kernel.Secret;
import io.aigateway.model.api.ChatMessage;
import io.aigateway.model.api.ChatMessage.Role;
import io.aigateway.model.api.ModelChoice;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code /v1/chat/*}. Source: contract section 2.1.
 *
 * @param asked    what it asks for
 * @param stream   whether the answer shall come as it is made
 * @param provider as the caller said it; null for nothing
 * @param model    as the caller said it, or the default
 */
record ChatBody(
        ChatAsked asked,
        boolean stream,
        @Nullable String provider,
        @Nullable String model) {
    private static final String ANTHROPIC = "anthropic";
    private static final String SELF_HOSTED = "litellm";
    private static final List<String> ROLES = List.of("system", "user", "assistant");
    private static final String DEFAULT_MODEL = "claude-sonnet-4-5-20250929";
    private static final List<String> DEFAULT_STOPS = List.of("\n\nHuman", "Observation:");
    private static final double DEFAULT_TEMPERATURE = 0.2;

    private static final int MAX_NAME = 100;
    private static final int MAX_CONTENT = 400_000;
    private static final int MAX_MESSAGES = 100;
    private static final int MAX_MODEL = 255;
    private static final int MAX_URL = 2000;
    private static final int MAX_STOPS = 10;
    private static final int MAX_STOP = 225;
    private static final int MAX_TOKENS = 8192;
    private static final int MAX_TOKENS_FOR_MESSAGES = 4096;

    /** Whether Claude answers, whose failures clients know by words of their own. */
    boolean isForClaude() {
        return asked.model().provider().equals(ANTHROPIC);
    }

    /** Reads a body; throws {@link io.aigateway.http.body.InvalidBody} with everything that is wrong. */
    static ChatBody read(JsonNode json) {
        Fields body = Fields.of(json);
        boolean stream = body.flag("stream");
        List<Fields> payloads = body.list("prompt_components", 1, 1, ChatBody::payload);
        body.check();
        Fields payload = payloads.get(0);
        String provider = payload.oneOf("provider", List.of(ANTHROPIC, SELF_HOSTED));
        String model = payload.textOrEmpty("model", MAX_MODEL);
        ModelChoice choice = choice(payload, provider.isEmpty() ? ANTHROPIC : provider, model);
        boolean messages = payload.raw("content").isArray();
        String text = messages ? "" : payload.text("content", MAX_CONTENT);
        List<ChatMessage> said = messages ? messages(payload) : Transcript.read(text);
        Fields params = payload.objectOrEmpty("params");
        double temperature = params.numberOr("temperature", DEFAULT_TEMPERATURE, 0, 1);
        int maxTokens = params.wholeOr("max_tokens_to_sample", MAX_TOKENS, 1, MAX_TOKENS);
        List<String> stops =
                params.isSet("stop_sequences") ? params.texts("stop_sequences", 1, MAX_STOPS, MAX_STOP) : DEFAULT_STOPS;
        body.check();
        int longest = messages ? Math.min(maxTokens, MAX_TOKENS_FOR_MESSAGES) : maxTokens;
        var asked = new ChatAsked(text, said, choice, !model.isEmpty(), temperature, longest, stops);
        return new ChatBody(
                asked, stream, provider.isEmpty() ? null : provider, model.isEmpty() ? DEFAULT_MODEL : model);
    }

    private static Fields payload(Fields component) {
        component.text("type", MAX_NAME);
        Fields metadata = component.object("metadata");
        metadata.text("source", MAX_NAME);
        metadata.text("version", MAX_NAME);
        return component.object("payload");
    }

    private static ModelChoice choice(Fields payload, String provider, String model) {
        return new ModelChoice(
                provider,
                model,
                payload.textOrEmpty("model_identifier", MAX_URL),
                "",
                payload.textOrEmpty("model_endpoint", MAX_URL),
                new Secret(payload.textOrEmpty("model_api_key", MAX_URL)));
    }

    private static List<ChatMessage> messages(Fields payload) {
        return payload.list("content", 1, MAX_MESSAGES, item -> {
            String role = item.requiredOneOf("role", ROLES);
            String content = item.text("content", MAX_CONTENT);
            return new ChatMessage(role.isEmpty() ? Role.USER : Role.valueOf(role.toUpperCase(Locale.ROOT)), content);
        });
    }
}
