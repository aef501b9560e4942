package io.aigateway.chat.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One message of the conversation with the agent.
 *
 * @param role        {@code system}, {@code user} or {@code assistant}
 * @param content     what is said; null on a message of the assistant for a question that is being worked on
 * @param page        the page that the user looks at; null for none
 * @param currentFile the file in the user's editor; null for none
 * @param attachments what the user added to the question
 */
public record AgentMessage(
        String role,
        @Nullable String content,
        @Nullable Page page,
        @Nullable CurrentFile currentFile,
        List<Attachment> attachments) {
    public AgentMessage {
        attachments = List.copyOf(attachments);
    }

    /**
     * A page of GitLab.
     *
     * @param type    e.g. {@code issue}
     * @param title   of the page; empty when it is not known
     * @param content of the page, from older releases; empty otherwise
     */
    public record Page(String type, String title, String content) {
        @Override
        public String toString() {
            return "Page[" + type + "]";
        }
    }

    /**
     * A file in the user's editor.
     *
     * @param path     in the user's project
     * @param data     its text, or the selected part of it
     * @param selected whether {@code data} is what the user selected
     */
    public record CurrentFile(String path, String data, boolean selected) {
        @Override
        public String toString() {
            return "CurrentFile[data: " + data.length() + "]";
        }
    }

    /**
     * Something that the user added to a question.
     *
     * @param category e.g. {@code file}; the caller needs the unit primitive {@code include_<category>_context}
     * @param id       may be empty
     * @param content  may be empty
     * @param metadata as JSON; empty for none
     */
    public record Attachment(String category, String id, String content, String metadata) {
        @Override
        public String toString() {
            return "Attachment[" + category + ", content: " + content.length() + "]";
        }
    }

    @Override
    public String toString() {
        return "AgentMessage[" + role + ", content: " + (content == null ? "none" : content.length()) + "]";
    }
}
