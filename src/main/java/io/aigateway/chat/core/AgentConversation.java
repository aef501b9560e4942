package io.aigateway.chat.core;

import io.aigateway.chat.api.AgentAsked;
import io.aigateway.chat.api.AgentMessage;
import io.aigateway.model.api.ChatMessage;
import io.aigateway.model.api.ChatMessage.Role;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a model reads of a conversation with the agent: earlier messages, the question, and the steps taken for it. */
public final class AgentConversation {
    private static final String USER = "user";

    private final AgentAsked asked;
    private final List<AgentMessage> said;

    public AgentConversation(AgentAsked asked) {
        this.asked = asked;
        this.said = asked.messages().stream()
                .filter(message -> message.role().equals(USER) || message.content() != null)
                .toList();
    }

    /** Whether a message of a kind is there that the agent cannot take: callers may send it, and hear of it as an event. */
    public boolean hasSystemMessage() {
        return said.stream().anyMatch(message -> message.role().equals("system"));
    }

    /** Whether there is a question to work on: the last message, those of the agent's own work aside, is the user's. */
    public boolean hasQuestion() {
        return !said.isEmpty() && said.get(said.size() - 1).role().equals(USER);
    }

    /** What the template of a user's message reads of the question. */
    public Map<String, @Nullable Object> question() {
        return inputs(said.get(said.size() - 1));
    }

    /**
     * The messages before the question.
     *
     * @param write makes the text of a user's message of what the template reads; not asked for a message that says nothing but its
     *     text
     */
    public List<ChatMessage> history(Function<Map<String, @Nullable Object>, String> write) {
        var history = new ArrayList<ChatMessage>();
        for (AgentMessage message : said.subList(0, said.size() - 1)) {
            boolean user = message.role().equals(USER);
            String content = message.content() == null ? "" : message.content();
            boolean plain = message.page() == null
                    && message.currentFile() == null
                    && message.attachments().isEmpty();
            String text = plain || !user ? content : write.apply(inputs(message));
            history.add(new ChatMessage(user ? Role.USER : Role.ASSISTANT, text));
        }
        return history;
    }

    /** The steps taken for the question: the agent's words, and what came of them as the user's. */
    public List<ChatMessage> steps() {
        var steps = new ArrayList<ChatMessage>();
        for (AgentAsked.Step step : asked.steps()) {
            steps.add(new ChatMessage(
                    Role.ASSISTANT,
                    "Thought: " + ToolNames.unescape(step.thought()) + "\nAction: " + ToolNames.unescape(step.tool())
                            + "\nAction Input: " + step.input()));
            steps.add(new ChatMessage(Role.USER, "Observation: " + step.observation()));
        }
        return steps;
    }

    private static Map<String, @Nullable Object> inputs(AgentMessage message) {
        var inputs = new LinkedHashMap<String, @Nullable Object>();
        inputs.put("question", message.content() == null ? "" : message.content());
        AgentMessage.Page page = message.page();
        inputs.put(
                "page",
                page == null ? null : Map.of("type", page.type(), "title", page.title(), "content", page.content()));
        AgentMessage.CurrentFile file = message.currentFile();
        inputs.put(
                "current_file",
                file == null ? null : Map.of("path", file.path(), "data", file.data(), "selected", file.selected()));
        inputs.put(
                "attachments",
                message.attachments().stream()
                        .map(AgentConversation::attachment)
                        .toList());
        return inputs;
    }

    private static Map<String, String> attachment(AgentMessage.Attachment attachment) {
        return Map.of(
                "category", attachment.category(),
                "id", attachment.id(),
                "content", attachment.content(),
                "metadata", attachment.metadata());
    }
}
