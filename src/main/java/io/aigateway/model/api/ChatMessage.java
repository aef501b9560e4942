package io.aigateway.model.api;

/**
 * One message of a conversation.
 *
 * @param role    who speaks
 * @param content what is said
 * @param cache   whether everything up to and including this message is worth keeping in the provider's prompt cache
 */
public record ChatMessage(Role role, String content, boolean cache) {

    /** Who speaks. */
    public enum Role {
        SYSTEM,
        USER,
        ASSISTANT
    }

    public ChatMessage(Role role, String content) {
        this(role, content, false);
    }

    @Override
    public String toString() {
        return "ChatMessage[" + role + ", content: " + content.length() + "]";
    }
}
