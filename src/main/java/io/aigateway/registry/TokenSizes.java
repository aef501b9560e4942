package io.aigateway.registry;

import io.aigateway.model.api.ChatMessage;
import io.aigateway.tokens.Tokenizer;
import java.util.List;

/** Sizes of texts and messages, in tokens of the general tokenizer. */
final class TokenSizes {
    /** What roles and separators of a message take. */
    private static final int PER_MESSAGE = 4;

    /** No character needs more tokens than it has bytes of UTF-8. */
    private static final long MAX_PER_CHARACTER = 3;

    private TokenSizes() {}

    /** The size of messages; an upper bound of it, which costs nothing, when that is within {@code enough}. */
    static int upTo(List<ChatMessage> messages, int enough) {
        long bound = 0;
        for (ChatMessage message : messages) {
            bound += MAX_PER_CHARACTER * message.content().length() + PER_MESSAGE;
        }
        return bound <= enough ? (int) bound : of(messages);
    }

    static int of(List<ChatMessage> messages) {
        return messages.stream().mapToInt(TokenSizes::of).sum();
    }

    static int of(ChatMessage message) {
        return of(message.content()) + PER_MESSAGE;
    }

    static int of(String text) {
        return Tokenizer.cl100k().count(text);
    }
}
