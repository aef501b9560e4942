package io.aigateway.http.gitlab;

import com.fasterxml.jackson.databind.JsonNode;
import io.aigateway.chat.api.AgentAsked;
import io.aigateway.chat.api.AgentAsked.Step;
import io.aigateway.chat.api.AgentMessage;
import io.aigateway.chat.api.AgentMessage.Attachment;
import io.aigateway.chat.api.AgentMessage.CurrentFile;
import io.aigateway.chat.api.AgentMessage.Page;
import io.aigateway.http.body.Fields;
import io.aigateway.wire.Json;
import io.vertx.ext.web.handler.HttpException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the body of {@code /v2/chat/agent}. Source: contract section 2.2. */
final class AgentBody {
    private static final List<String> ROLES = List.of("system", "user", "assistant");
    private static final List<String> PAGES = List.of("issue", "epic", "merge_request", "commit", "build", "work_item");
    private static final List<String> CATEGORIES = List.of(
            "file",
            "snippet",
            "merge_request",
            "issue",
            "dependency",
            "local_git",
            "terminal",
            "repository",
            "directory",
            "os_information",
            "agent_user_environment");
    private static final List<String> DEFAULT_UNAVAILABLE = List.of("Merge Requests, Pipelines, Vulnerabilities");
    private static final String ASSISTANT = "assistant";
    private static final int BAD_REQUEST = 400;

    /** Lists have no limit in the contract; these are far beyond what any client sends. */
    private static final int MAX_ITEMS = 1000;

    /** Nor have texts: the limit of the whole body holds. */
    private static final int MAX_TEXT = Integer.MAX_VALUE;

    private AgentBody() {}

    /** One message, and the steps that stand with it. */
    private record Read(AgentMessage message, List<Step> steps) {}

    static AgentAsked read(JsonNode json, boolean promptCache) {
        Fields body = Fields.of(json);
        List<Read> messages = body.list("messages", 1, MAX_ITEMS, AgentBody::message);
        List<String> unavailable = body.isSet("unavailable_resources")
                ? body.texts("unavailable_resources", 0, MAX_ITEMS, MAX_TEXT)
                : DEFAULT_UNAVAILABLE;
        List<Step> options = body.isSet("options") ? options(body.object("options")) : null;
        body.check();
        if (messages.stream()
                .anyMatch(read -> !read.message().role().equals(ASSISTANT)
                        && !read.steps().isEmpty())) {
            throw new HttpException(BAD_REQUEST, "agent_scratchpad can only be present when role is ASSISTANT");
        }
        return new AgentAsked(
                messages.stream().map(Read::message).toList(),
                options == null ? stepsOfLast(messages) : options,
                unavailable,
                ModelMetadata.in(json),
                promptCache);
    }

    private static List<Step> stepsOfLast(List<Read> messages) {
        Read last = messages.get(messages.size() - 1);
        boolean working =
                last.message().role().equals(ASSISTANT) && last.message().content() == null;
        return working ? last.steps() : List.of();
    }

    private static Read message(Fields item) {
        String role = item.requiredOneOf("role", ROLES);
        String content = item.isSet("content") ? item.text("content", MAX_TEXT) : null;
        List<Attachment> attachments = item.isSet("additional_context")
                ? item.list("additional_context", 0, MAX_ITEMS, AgentBody::attachment)
                : List.of();
        List<Step> steps = item.isSet("agent_scratchpad")
                ? item.list("agent_scratchpad", 0, MAX_ITEMS, AgentBody::scratchpad)
                : List.of();
        return new Read(new AgentMessage(role, content, page(item), file(item), attachments), steps);
    }

    private static @Nullable Page page(Fields item) {
        if (!item.isSet("context")) {
            return null;
        }
        Fields context = item.object("context");
        String type = context.requiredOneOf("type", PAGES);
        String title = context.textOrEmpty("title", MAX_TEXT);
        String content = context.textOrEmpty("content", MAX_TEXT);
        return new Page(type, title, content);
    }

    private static @Nullable CurrentFile file(Fields item) {
        if (!item.isSet("current_file")) {
            return null;
        }
        Fields file = item.object("current_file");
        return new CurrentFile(
                file.text("file_path", MAX_TEXT), file.text("data", MAX_TEXT), file.requiredFlag("selected_code"));
    }

    private static Attachment attachment(Fields item) {
        JsonNode metadata = item.raw("metadata");
        return new Attachment(
                item.requiredOneOf("category", CATEGORIES),
                item.textOrEmpty("id", MAX_TEXT),
                item.textOrEmpty("content", MAX_TEXT),
                metadata.isObject() && !metadata.isEmpty() ? Json.writeText(metadata) : "");
    }

    private static Step scratchpad(Fields item) {
        Fields action = item.objectOrEmpty("action");
        boolean given = item.isSet("action");
        return new Step(
                given ? action.text("thought", MAX_TEXT) : "",
                given ? action.text("tool", MAX_TEXT) : "",
                given ? action.text("tool_input", MAX_TEXT) : "",
                item.textOrEmpty("observation", MAX_TEXT));
    }

    /** The older place of the steps. */
    private static @Nullable List<Step> options(Fields options) {
        Fields scratchpad = options.object("agent_scratchpad");
        scratchpad.requiredTag("agent_type", List.of("react"));
        return new ArrayList<>(scratchpad.list(
                "steps",
                0,
                MAX_ITEMS,
                item -> new Step(
                        item.text("thought", MAX_TEXT),
                        item.text("tool", MAX_TEXT),
                        item.text("tool_input", MAX_TEXT),
                        item.text("observation", MAX_TEXT))));
    }
}
