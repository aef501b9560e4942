package io.aigateway.blueprint.api;

import io.aigateway.model.api.ChatMessage;
import io.aigateway.model.api.ModelChoice;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A prompt that its caller wrote for one model.
 *
 * @param component number of the component it came in, counted from 0
 * @param text      the prompt, where it came as one text; otherwise empty
 * @param messages  the same as a conversation, oldest first; at least one
 * @param model     the model it was written for
 * @param wishes    how that model shall answer
 */
public record WrittenPrompt(int component, String text, List<ChatMessage> messages, ModelChoice model, Wishes wishes) {
    public WrittenPrompt {
        messages = List.copyOf(messages);
    }

    /**
     * How a model shall answer.
     *
     * @param temperature randomness; null for the usual one
     * @param topP        nucleus sampling; null for the model's own
     * @param topK        sampling among the best k; null for the model's own
     * @param maxTokens   longest answer; 0 for the usual one
     * @param stop        texts that end the answer
     */
    public record Wishes(
            @Nullable Double temperature,
            @Nullable Double topP,
            @Nullable Integer topK,
            int maxTokens,
            List<String> stop) {
        public Wishes {
            stop = List.copyOf(stop);
        }
    }

    /** Sizes only: this is somebody's text. */
    @Override
    public String toString() {
        return "WrittenPrompt[component: " + component + ", text: " + text.length() + ", messages: " + messages.size()
                + "]";
    }
}
