package io.aigateway.provider.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aigateway.model.api.ChatMessage;
import io.aigateway.model.api.ChatMessage.Role;
import io.aigateway.model.api.ModelAsked;
import io.aigateway.model.api.ModelInput;
import io.aigateway.model.api.Parameters;
import java.util.List;
import java.util.Locale;

/** Writes the body of a request in one dialect. */
final class RequestBody {
    private final Dialect dialect;
    private final ModelAsked asked;
    private final boolean reasons;
    private final ObjectNode body = JsonNodeFactory.instance.objectNode();

    private RequestBody(Dialect dialect, ModelAsked asked) {
        this.dialect = dialect;
        this.asked = asked;
        this.reasons = asked.input() instanceof ModelInput.Chat
                && ReasoningModels.include(asked.target().model());
    }

    static ObjectNode of(Dialect dialect, ModelAsked asked, boolean streaming) {
        var request = new RequestBody(dialect, asked);
        request.body.put("model", asked.target().model());
        request.addInput();
        request.addParameters();
        request.addStream(streaming);
        if (dialect == Dialect.FIREWORKS) {
            request.addFireworksOptions();
        }
        return request.body;
    }

    private void addInput() {
        if (asked.input() instanceof ModelInput.Chat chat) {
            addMessages(chat.messages());
            return;
        }
        var completion = (ModelInput.Completion) asked.input();
        body.put("prompt", completion.prompt());
        String suffix = completion.suffix();
        // Nothing after the place to write at: an empty suffix says no more than none, and some servers refuse any.
        if (suffix != null && !suffix.isEmpty() && dialect.takesSuffix()) {
            body.put("suffix", suffix);
        }
    }

    private void addMessages(List<ChatMessage> messages) {
        ArrayNode said = body.putArray("messages");
        for (ChatMessage message : messages) {
            said.addObject()
                    .put("role", message.role().name().toLowerCase(Locale.ROOT))
                    .put("content", message.content());
        }
        boolean prefilled =
                !messages.isEmpty() && messages.get(messages.size() - 1).role() == Role.ASSISTANT;
        if (prefilled && dialect.marksPrefill()) {
            ((ObjectNode) said.get(said.size() - 1)).put("prefix", true);
        }
        if (prefilled && dialect == Dialect.OPENAI) {
            said.remove(said.size() - 1); // it would be read as a finished answer
        }
    }

    private void addParameters() {
        Parameters how = asked.parameters();
        boolean newName = reasons || (dialect == Dialect.OPENAI && asked.input() instanceof ModelInput.Chat);
        body.put(newName ? "max_completion_tokens" : "max_tokens", how.maxTokens());
        if (dialect == Dialect.OPENAI) {
            addOpenAiOptions(how);
        }
        if (reasons) {
            return;
        }
        if (how.temperature() != null) {
            body.put("temperature", how.temperature());
        }
        if (how.topP() != null) {
            body.put("top_p", how.topP());
        }
        if (how.topK() != null && dialect.takesTopK()) {
            body.put("top_k", how.topK());
        }
        addStops(how.stop());
    }

    private void addOpenAiOptions(Parameters how) {
        if (reasons && how.effort() != null) {
            body.put("reasoning_effort", how.effort());
        }
        if (reasons && how.verbosity() != null) {
            body.put("verbosity", how.verbosity());
        }
    }

    private void addStops(List<String> stops) {
        List<String> sent = stops.stream()
                .filter(stop -> !stop.isEmpty())
                .limit(dialect.maxStops())
                .toList();
        if (!sent.isEmpty()) {
            ArrayNode array = body.putArray("stop");
            sent.forEach(array::add);
        }
    }

    private void addStream(boolean streaming) {
        body.put("stream", streaming);
        if (streaming && dialect.asksForUsage(asked.input())) {
            body.putObject("stream_options").put("include_usage", true);
        }
    }

    private void addFireworksOptions() {
        body.put("context_length_exceeded_behavior", "error");
        if (asked.input() instanceof ModelInput.Completion) {
            body.put("logprobs", 1);
        }
        if (!asked.promptCache()) {
            body.put("prompt_cache_max_len", 0);
        }
    }
}
