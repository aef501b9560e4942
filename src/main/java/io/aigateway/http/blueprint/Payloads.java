package io.aigateway.http.blueprint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aigateway.blueprint.api.BuildingBlocks;
import io.aigateway.blueprint.api.WrittenPrompt;
import io.aigateway.blueprint.api.WrittenPrompt.Wishes;
import io.aigateway.http.Transcript;
import io.aigateway.kernel.Secret;
import io.aigateway.model.api.ChatMessage;
import io.aigateway.model.api.ChatMessage.Role;
import io.aigateway.model.api.ModelChoice;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Makes messages of payloads that fit their schema. Every member may be absent. */
final class Payloads {
    private Payloads() {}

    /** The same without its members that are null: that means absent. Changes what it gets. */
    static JsonNode withoutNulls(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.properties().removeIf(member -> member.getValue().isNull());
        }
        node.forEach(Payloads::withoutNulls);
        return node;
    }

    static WrittenPrompt prompt(int number, JsonNode payload) {
        JsonNode content = payload.path("content");
        var model = new ModelChoice(
                text(payload, "provider"),
                text(payload, "model"),
                text(payload, "model_identifier"),
                "",
                text(payload, "model_endpoint"),
                new Secret(text(payload, "model_api_key")));
        String whole = content.asText("");
        return new WrittenPrompt(
                number, whole, content.isArray() ? messages(content) : conversation(whole), model, wishes(payload));
    }

    static BuildingBlocks blocks(JsonNode payload) {
        return new BuildingBlocks(
                text(payload, "file_name").strip(),
                text(payload, "language_identifier"),
                text(payload, "content_above_cursor"),
                text(payload, "content_below_cursor"),
                openFiles(payload.path("open_files")));
    }

    /** A text in which nobody but the system speaks is the user's: models answer users. */
    private static List<ChatMessage> conversation(String text) {
        if (text.isBlank()) {
            return List.of();
        }
        List<ChatMessage> messages = Transcript.read(text);
        boolean hasUser = messages.stream().anyMatch(message -> message.role() == Role.USER);
        return hasUser ? messages : List.of(new ChatMessage(Role.USER, text));
    }

    private static List<ChatMessage> messages(JsonNode content) {
        var messages = new ArrayList<ChatMessage>();
        for (JsonNode item : content) {
            Role role = Role.valueOf(text(item, "role").toUpperCase(Locale.ROOT));
            messages.add(new ChatMessage(role, text(item, "content")));
        }
        return messages;
    }

    private static Wishes wishes(JsonNode payload) {
        JsonNode params = payload.path("params");
        return new Wishes(
                params.has("temperature") ? params.get("temperature").doubleValue() : null,
                params.has("top_p") ? params.get("top_p").doubleValue() : null,
                params.has("top_k") ? params.get("top_k").intValue() : null,
                params.path("max_tokens_to_sample").asInt(),
                texts(params.path("stop_sequences")));
    }

    private static List<String> openFiles(JsonNode files) {
        var contents = new ArrayList<String>();
        for (JsonNode file : files) {
            String content = text(file, "content");
            if (!content.isBlank()) {
                contents.add(content);
            }
        }
        return contents;
    }

    private static List<String> texts(JsonNode list) {
        var texts = new ArrayList<String>();
        list.forEach(item -> texts.add(item.asText()));
        return texts;
    }

    private static String text(JsonNode object, String name) {
        return object.path(name).asText("");
    }
}
