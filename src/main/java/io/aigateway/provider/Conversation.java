package io.aigateway.provider;

import io.aigateway.kernel.Failure;
import io.aigateway.model.api.ChatMessage;
import io.aigateway.model.api.ChatMessage.Role;
import io.aigateway.model.api.ModelInput;
import java.util.List;

/**
 * A question for an API that wants the system's text apart from the conversation. Blank messages are left out: these APIs refuse
 * them.
 *
 * @param system what the system says, in order, wherever it stood
 * @param turns  what user and assistant say, oldest first; at least one
 */
public record Conversation(List<ChatMessage> system, List<ChatMessage> turns) {

    public Conversation {
        if (turns.isEmpty()) {
            throw Failure.invalid("The prompt has no message to answer").asException();
        }
        system = List.copyOf(system);
        turns = List.copyOf(turns);
    }

    /**
     * Takes a question apart. A text to continue is one message of the user.
     *
     * @throws io.aigateway.kernel.FailureException when nothing is left to answer, or the text has an end apart from its beginning
     */
    public static Conversation of(ModelInput input) {
        List<ChatMessage> messages = messages(input).stream()
                .filter(message -> !message.content().isBlank())
                .toList();
        return new Conversation(
                messages.stream()
                        .filter(message -> message.role() == Role.SYSTEM)
                        .toList(),
                messages.stream()
                        .filter(message -> message.role() != Role.SYSTEM)
                        .toList());
    }

    /** The same without a begun answer at its end, for models that refuse one. */
    public Conversation withoutPrefill() {
        int end = turns.size();
        while (end > 0 && turns.get(end - 1).role() == Role.ASSISTANT) {
            end--;
        }
        return new Conversation(system, turns.subList(0, end));
    }

    private static List<ChatMessage> messages(ModelInput input) {
        if (input instanceof ModelInput.Chat chat) {
            return chat.messages();
        }
        var completion = (ModelInput.Completion) input;
        if (completion.suffix() != null && !completion.suffix().isEmpty()) {
            throw Failure.invalid("The model cannot complete a text between two halves")
                    .asException();
        }
        return List.of(new ChatMessage(Role.USER, completion.prompt()));
    }
}
