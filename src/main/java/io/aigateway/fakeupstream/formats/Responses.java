package io.aigateway.fakeupstream.formats;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aigateway.fakeupstream.formats.Asked.Counts;
import io.aigateway.wire.Json;

/** OpenAI's responses. Every event of a stream is numbered. Source: OpenAI API reference, Responses. */
final class Responses implements Api {
    private static final long CREATED = 1_772_366_400L;

    /** Events before the first token. */
    private static final int BEFORE = 3;

    @Override
    public String name() {
        return "responses";
    }

    @Override
    public boolean isAt(String path) {
        return path.endsWith("/responses");
    }

    @Override
    public ErrorShape errors() {
        return ErrorShape.OPENAI;
    }

    @Override
    public String event(String data) {
        return "event: response.output_text.delta\ndata: " + data + "\n\n";
    }

    @Override
    public String errorEvent(int status, long retryAfterSeconds) {
        ObjectNode error = typed("error", 0)
                .put("code", status == 429 ? "rate_limit_exceeded" : "server_error")
                .put("message", "A fault was asked for: " + status)
                .putNull("param");
        return written("error", error);
    }

    @Override
    public Answer answer(Asked asked) {
        Text text = asked.text();
        if (!asked.wantsStream()) {
            return Answer.whole(response(asked, true));
        }
        return Answer.events(before(asked), text, index -> delta(asked, text.token(index), index), after(asked));
    }

    private static String before(Asked asked) {
        ObjectNode created = typed("response.created", 0);
        created.set("response", response(asked, false));
        ObjectNode item = typed("response.output_item.added", 1).put("output_index", 0);
        item.putObject("item")
                .put("id", asked.id("msg_"))
                .put("type", "message")
                .put("status", "in_progress")
                .put("role", "assistant")
                .putArray("content");
        ObjectNode part = placed(asked, "response.content_part.added", 2);
        putText(part.putObject("part"), "");
        return written("response.created", created)
                + written("response.output_item.added", item)
                + written("response.content_part.added", part);
    }

    private static String delta(Asked asked, String text, int index) {
        ObjectNode delta =
                placed(asked, "response.output_text.delta", BEFORE + index).put("delta", text);
        return written("response.output_text.delta", delta);
    }

    private static String after(Asked asked) {
        int number = BEFORE + asked.text().tokens();
        String whole = asked.text().whole();
        ObjectNode text = placed(asked, "response.output_text.done", number).put("text", whole);
        ObjectNode part = placed(asked, "response.content_part.done", number + 1);
        putText(part.putObject("part"), whole);
        ObjectNode item = typed("response.output_item.done", number + 2).put("output_index", 0);
        item.set("item", response(asked, true).path("output").path(0));
        ObjectNode completed = typed("response.completed", number + 3);
        completed.set("response", response(asked, true));
        return written("response.output_text.done", text)
                + written("response.content_part.done", part)
                + written("response.output_item.done", item)
                + written("response.completed", completed);
    }

    private static ObjectNode response(Asked asked, boolean complete) {
        ObjectNode response = Json.mapper()
                .createObjectNode()
                .put("id", asked.id("resp_"))
                .put("object", "response")
                .put("created_at", CREATED)
                .put("status", complete ? "completed" : "in_progress")
                .putNull("error")
                .putNull("incomplete_details")
                .putNull("instructions")
                .put("model", asked.model())
                .put("parallel_tool_calls", true)
                .put("temperature", 1.0)
                .put("tool_choice", "auto")
                .put("top_p", 1.0);
        response.putArray("tools");
        response.putObject("metadata");
        ArrayNode output = response.putArray("output");
        Counts counts = asked.counts();
        if (complete) {
            ObjectNode item = output.addObject()
                    .put("id", asked.id("msg_"))
                    .put("type", "message")
                    .put("status", "completed")
                    .put("role", "assistant");
            putText(item.putArray("content").addObject(), asked.text().whole());
        }
        if (complete && counts != null) {
            response.putObject("usage")
                    .put("input_tokens", counts.input())
                    .put("output_tokens", counts.output())
                    .put("total_tokens", counts.total());
        }
        return response;
    }

    private static void putText(ObjectNode part, String text) {
        part.put("type", "output_text").put("text", text);
        part.putArray("annotations");
        part.putArray("logprobs");
    }

    private static ObjectNode placed(Asked asked, String type, int number) {
        return typed(type, number)
                .put("item_id", asked.id("msg_"))
                .put("output_index", 0)
                .put("content_index", 0);
    }

    private static ObjectNode typed(String type, int number) {
        return Json.mapper().createObjectNode().put("type", type).put("sequence_number", number);
    }

    private static String written(String name, ObjectNode data) {
        return "event: " + name + "\ndata: " + Json.writeText(data) + "\n\n";
    }
}
