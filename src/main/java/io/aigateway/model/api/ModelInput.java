package io.aigateway.model.api;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a model gets to read. */
public sealed interface ModelInput {

    /** What is read, in order; for logs of those who permit it. */
    List<String> texts();

    /** How much there is to read, in characters. */
    int length();

    /**
     * A conversation, oldest message first. A last message of the assistant is the start of the answer (prefill).
     *
     * @param messages at least one
     */
    record Chat(List<ChatMessage> messages) implements ModelInput {
        public Chat {
            messages = List.copyOf(messages);
        }

        @Override
        public List<String> texts() {
            return messages.stream()
                    .map(message -> message.role().name().toLowerCase(Locale.ROOT) + ": " + message.content())
                    .toList();
        }

        @Override
        public int length() {
            return messages.stream()
                    .mapToInt(message -> message.content().length())
                    .sum();
        }

        /** Sizes only: a record prints everything by default, and this is somebody's text. */
        @Override
        public String toString() {
            return "Chat[messages: " + messages.size() + "]";
        }
    }

    /**
     * A text to continue.
     *
     * @param prompt the text before the place to write at, or a finished prompt with the model's own markers
     * @param suffix the text after that place, for models that take it apart from the prompt; null for the others
     */
    record Completion(String prompt, @Nullable String suffix) implements ModelInput {
        @Override
        public List<String> texts() {
            return suffix == null ? List.of(prompt) : List.of(prompt, suffix);
        }

        @Override
        public int length() {
            return prompt.length() + (suffix == null ? 0 : suffix.length());
        }

        @Override
        public String toString() {
            return "Completion[prompt: " + prompt.length() + ", suffix: " + (suffix == null ? 0 : suffix.length())
                    + "]";
        }
    }
}
