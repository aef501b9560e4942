package io.aigateway.fakeupstream.formats;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aigateway.fakeupstream.formats.Asked.Counts;
import io.aigateway.wire.Json;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Claude's messages, at Anthropic and at Vertex AI. Source: Anthropic API reference, Messages and Streaming Messages. */
final class ClaudeMessages implements Api {
    static final ClaudeMessages DIRECT =
            new ClaudeMessages("anthropic messages", ErrorShape.ANTHROPIC, path -> path.endsWith("/messages"));

    static final ClaudeMessages ON_VERTEX = new ClaudeMessages(
            "vertex claude",
            ErrorShape.GOOGLE,
            path -> path.contains("/publishers/anthropic/models/") && path.endsWith("awPredict"));

    private final String name;
    private final ErrorShape errors;
    private final Predicate<String> place;

    private ClaudeMessages(String name, ErrorShape errors, Predicate<String> place) {
        this.name = name;
        this.errors = errors;
        this.place = place;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean isAt(String path) {
        return place.test(path);
    }

    @Override
    public ErrorShape errors() {
        return errors;
    }

    @Override
    public String event(String data) {
        return event("content_block_delta", data);
    }

    @Override
    public String errorEvent(int status, long retryAfterSeconds) {
        return event("error", ErrorShape.ANTHROPIC.document(status, retryAfterSeconds));
    }

    @Override
    public Answer answer(Asked asked) {
        Text text = asked.text();
        if (!asked.wantsStream()) {
            ObjectNode message = message(asked, asked.isCutShort() ? "max_tokens" : "end_turn");
            message.withArray("content").addObject().put("type", "text").put("text", text.whole());
            putUsage(message, asked.counts());
            return Answer.whole(message);
        }
        return Answer.events(start(asked), text, index -> delta(text.token(index)), end(asked));
    }

    private static String start(Asked asked) {
        ObjectNode message = message(asked, null);
        message.putArray("content");
        Counts counts = asked.counts();
        putUsage(message, counts == null ? null : new Counts(counts.input(), 1));
        ObjectNode start = typed("message_start");
        start.set("message", message);
        ObjectNode block = typed("content_block_start").put("index", 0);
        block.putObject("content_block").put("type", "text").put("text", "");
        return event("message_start", Json.writeText(start))
                + event("content_block_start", Json.writeText(block))
                + event("ping", "{\"type\": \"ping\"}");
    }

    private static String delta(String text) {
        ObjectNode delta = typed("content_block_delta").put("index", 0);
        delta.putObject("delta").put("type", "text_delta").put("text", text);
        return event("content_block_delta", Json.writeText(delta));
    }

    private static String end(Asked asked) {
        ObjectNode delta = typed("message_delta");
        delta.putObject("delta")
                .put("stop_reason", asked.isCutShort() ? "max_tokens" : "end_turn")
                .putNull("stop_sequence");
        Counts counts = asked.counts();
        if (counts != null) {
            delta.putObject("usage").put("output_tokens", counts.output());
        }
        return event(
                        "content_block_stop",
                        Json.writeText(typed("content_block_stop").put("index", 0)))
                + event("message_delta", Json.writeText(delta))
                + event("message_stop", Json.writeText(typed("message_stop")));
    }

    private static ObjectNode message(Asked asked, @Nullable String stopReason) {
        return Json.mapper()
                .createObjectNode()
                .put("id", asked.id("msg_"))
                .put("type", "message")
                .put("role", "assistant")
                .put("model", asked.model())
                .put("stop_reason", stopReason)
                .putNull("stop_sequence");
    }

    private static void putUsage(ObjectNode message, @Nullable Counts counts) {
        if (counts != null) {
            message.putObject("usage")
                    .put("input_tokens", counts.input())
                    .put("cache_creation_input_tokens", 0)
                    .put("cache_read_input_tokens", 0)
                    .put("output_tokens", counts.output());
        }
    }

    private static ObjectNode typed(String type) {
        return Json.mapper().createObjectNode().put("type", type);
    }

    private static String event(String name, String data) {
        return "event: " + name + "\ndata: " + data + "\n\n";
    }
}
