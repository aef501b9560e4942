package io.aigateway.http;

import io.aigateway.model.api.ChatMessage;
import io.aigateway.model.api.ChatMessage.Role;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a prompt of the older form, in which the speakers stand in the text: {@code \n\nHuman: … \n\nAssistant: …}. What precedes
 * the first speaker is the system's. A text without speakers is the user's.
 */
public final class Transcript {
    private static final String HUMAN = "\n\nHuman:";
    private static final String ASSISTANT = "\n\nAssistant:";

    private Transcript() {}

    public static List<ChatMessage> read(String text) {
        var messages = new ArrayList<ChatMessage>();
        Role speaker = Role.SYSTEM;
        int start = 0;
        int next = nextSpeaker(text, 0);
        if (next < 0) {
            return text.isEmpty() ? List.of() : List.of(new ChatMessage(Role.USER, text));
        }
        while (next >= 0) {
            add(messages, speaker, text.substring(start, next));
            boolean human = text.startsWith(HUMAN, next);
            speaker = human ? Role.USER : Role.ASSISTANT;
            start = next + (human ? HUMAN : ASSISTANT).length();
            next = nextSpeaker(text, start);
        }
        add(messages, speaker, text.substring(start));
        return messages;
    }

    private static int nextSpeaker(String text, int from) {
        int human = text.indexOf(HUMAN, from);
        int assistant = text.indexOf(ASSISTANT, from);
        if (human < 0 || assistant < 0) {
            return Math.max(human, assistant);
        }
        return Math.min(human, assistant);
    }

    private static void add(List<ChatMessage> messages, Role speaker, String said) {
        String content = said.strip();
        if (!content.isEmpty()) {
            messages.add(new ChatMessage(speaker, content));
        }
    }
}
