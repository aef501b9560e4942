package io.aigateway.provider.vertexai;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.aigateway.model.api.ChatMessage;
import io.aigateway.model.api.ChatMessage.Role;
import io.aigateway.model.api.ModelAsked;
import io.aigateway.model.api.Parameters;
import io.aigateway.provider.Conversation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request for content. A begun answer at the end is left out: most Gemini models want a user to speak last. Source:
 * Vertex AI reference, GenerateContentRequest.
 *
 * @param systemInstruction null when the system says nothing
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record GeminiRequest(@Nullable Content systemInstruction, List<Content> contents, Generation generationConfig) {
    private static final int MAX_STOPS = 5;

    /**
     * What one side says.
     *
     * @param role {@code user} or {@code model}; null for the system
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Content(@Nullable String role, List<Part> parts) {}

    /** A piece of text. */
    record Part(String text) {
        @Override
        public String toString() {
            return "Part[text: " + text.length() + "]";
        }
    }

    /** How the answer shall be. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Generation(
            @Nullable Double temperature,
            @Nullable Double topP,
            @Nullable Integer topK,
            int maxOutputTokens,
            @Nullable List<String> stopSequences) {}

    static GeminiRequest of(ModelAsked asked) {
        Conversation said = Conversation.of(asked.input()).withoutPrefill();
        Content system = said.system().isEmpty() ? null : new Content(null, parts(said.system()));
        List<Content> contents =
                said.turns().stream().map(GeminiRequest::content).toList();
        return new GeminiRequest(system, contents, generation(asked.parameters()));
    }

    private static Content content(ChatMessage message) {
        return new Content(message.role() == Role.ASSISTANT ? "model" : "user", parts(List.of(message)));
    }

    private static List<Part> parts(List<ChatMessage> messages) {
        return messages.stream().map(message -> new Part(message.content())).toList();
    }

    private static Generation generation(Parameters how) {
        List<String> stops = how.stop().stream()
                .filter(stop -> !stop.isEmpty())
                .limit(MAX_STOPS)
                .toList();
        return new Generation(
                how.temperature(), how.topP(), how.topK(), how.maxTokens(), stops.isEmpty() ? null : stops);
    }
}
