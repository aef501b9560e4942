package io.aigateway.provider.claude;

import io.aigateway.model.api.ChatMessage;
import io.aigateway.model.api.ChatMessage.Role;
import io.aigateway.provider.Conversation;
import java.util.ArrayList;
import java.util.List;

/** Writes a conversation as Claude reads it: the system's text as blocks, then the messages. */
final class ClaudeMessages {
    /** More marks are refused. The last ones are kept: each covers everything before it. */
    private static final int MAX_CACHE_MARKS = 4;

    private final List<ClaudeBlock> system = new ArrayList<>();
    private final List<ClaudeMessage> turns = new ArrayList<>();
    private long marksToSkip;

    ClaudeMessages(Conversation said, boolean promptCache) {
        this.marksToSkip = promptCache ? countMarks(said) - MAX_CACHE_MARKS : Long.MAX_VALUE;
        said.system().forEach(message -> system.add(block(message, message.content())));
        int last = said.turns().size() - 1;
        for (int i = 0; i <= last; i++) {
            add(said.turns().get(i), i == last);
        }
    }

    List<ClaudeBlock> system() {
        return system;
    }

    List<ClaudeMessage> turns() {
        return turns;
    }

    private void add(ChatMessage message, boolean last) {
        if (message.role() == Role.USER) {
            turns.add(new ClaudeMessage("user", List.of(block(message, message.content()))));
            return;
        }
        // White space at the end of a begun answer is refused.
        String text = last ? message.content().stripTrailing() : message.content();
        turns.add(new ClaudeMessage("assistant", List.of(block(message, text))));
    }

    private ClaudeBlock block(ChatMessage message, String text) {
        boolean marked = message.cache() && marksToSkip <= 0;
        if (message.cache()) {
            marksToSkip--;
        }
        return ClaudeBlock.text(text, marked);
    }

    private static long countMarks(Conversation said) {
        return said.system().stream().filter(ChatMessage::cache).count()
                + said.turns().stream().filter(ChatMessage::cache).count();
    }
}
