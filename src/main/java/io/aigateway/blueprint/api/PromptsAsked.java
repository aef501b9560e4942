package io.aigateway.blueprint.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the answer to the first of several prompts whose model can be asked; or, when there is none, to a prompt that the gateway
 * makes of building blocks.
 *
 * @param purpose     what the answer is for
 * @param prompts     the most wanted first; may be empty
 * @param blocks      what the gateway can make a prompt of; null for nothing
 * @param promptCache whether the provider may keep a prompt in a cache
 */
public record PromptsAsked(
        Purpose purpose,
        List<WrittenPrompt> prompts,
        @Nullable BuildingBlocks blocks,
        boolean promptCache) {
    public PromptsAsked {
        prompts = List.copyOf(prompts);
    }

    /** What an answer is for. */
    public enum Purpose {
        /** Something that people read. */
        CHAT("duo_chat"),
        /** Code that belongs at the cursor. */
        COMPLETION("code_completions");

        private final String feature;

        Purpose(String feature) {
            this.feature = feature;
        }

        /** The feature setting that it falls under. */
        public String feature() {
            return feature;
        }
    }
}
