package io.aigateway.registry;

import io.aigateway.model.api.ChatMessage;
import io.aigateway.model.api.ChatMessage.Role;
import io.aigateway.tokens.Tokenizer;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes a conversation fit a model that is not made from a template: the oldest messages go first, those of the system and the last
 * one stay; what is then still too long loses the beginning of its last message, which is asked about at its end.
 */
public final class MessageTrimmer {
    private MessageTrimmer() {}

    /** The messages that fit into {@code maxTokens} tokens of the general tokenizer. */
    public static List<ChatMessage> trim(List<ChatMessage> messages, int maxTokens) {
        int tooMuch = TokenSizes.upTo(messages, maxTokens) - maxTokens;
        if (tooMuch <= 0) {
            return messages;
        }
        var kept = new ArrayList<ChatMessage>();
        int last = messages.size() - 1;
        for (int i = 0; i <= last; i++) {
            ChatMessage message = messages.get(i);
            if (tooMuch > 0 && i < last && message.role() != Role.SYSTEM) {
                tooMuch -= TokenSizes.of(message);
            } else {
                kept.add(message);
            }
        }
        if (tooMuch > 0) {
            ChatMessage question = kept.get(kept.size() - 1);
            int room = Math.max(1, TokenSizes.of(question.content()) - tooMuch);
            kept.set(
                    kept.size() - 1,
                    new ChatMessage(question.role(), Tokenizer.cl100k().keepEnd(question.content(), room)));
        }
        return kept;
    }
}
