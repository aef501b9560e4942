package io.aigateway.e2e;

import io.aigateway.testkit.Reply;
import io.aigateway.wire.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Answers in the wire formats of the providers, and the paths at which they are asked. */
final class Wire {
    static final String ANTHROPIC = "/anthropic/v1/messages";
    static final String FIREWORKS = "/fireworks/v1/completions";
    static final String VERTEX_CODESTRAL = "/publishers/mistralai/models/codestral-2508:rawPredict";
    static final String VERTEX_CODESTRAL_STREAM = "/publishers/mistralai/models/codestral-2508:streamRawPredict";
    static final String VERTEX_CLAUDE = "/publishers/anthropic/models/claude-sonnet-4-6:rawPredict";
    static final String VERTEX_CLAUDE_STREAM = "/publishers/anthropic/models/claude-sonnet-4-6:streamRawPredict";
    static final String VERTEX_GEMINI = "/publishers/google/models/gemini-2.5-flash:generateContent";
    static final String VERTEX_EMBEDDING = "/publishers/google/models/text-embedding-005:predict";
    static final String METADATA_TOKEN = "/computeMetadata/v1/instance/service-accounts/default/token";

    private Wire() {}

    static Reply googleToken(String token) {
        return Reply.json(200, json(Map.of("access_token", token, "expires_in", 3599, "token_type", "Bearer")))
                .header("Metadata-Flavor", "Google");
    }

    /** OpenAI's text completions. */
    static Reply completion(String text) {
        var choice = new LinkedHashMap<String, Object>();
        choice.put("text", text);
        choice.put("index", 0);
        choice.put("finish_reason", "stop");
        return Reply.json(200, json(openAi("text_completion", choice)));
    }

    /** OpenAI's chat completions, and Mistral's answers. */
    static Reply chatCompletion(String text) {
        var choice = new LinkedHashMap<String, Object>();
        choice.put("index", 0);
        choice.put("message", Map.of("role", "assistant", "content", text));
        choice.put("finish_reason", "stop");
        return Reply.json(200, json(openAi("chat.completion", choice)));
    }

    private static Map<String, Object> openAi(String object, Map<String, Object> choice) {
        var body = new LinkedHashMap<String, Object>();
        body.put("id", "cmpl-1");
        body.put("object", object);
        body.put("created", 1_772_366_405);
        body.put("model", "upstream-model");
        body.put("choices", List.of(choice));
        body.put("usage", Map.of("prompt_tokens", 17, "completion_tokens", 3, "total_tokens", 20));
        return body;
    }

    static Reply completionStream(String... pieces) {
        var events = new StringBuilder();
        for (String piece : pieces) {
            events.append("data: ")
                    .append(json(Map.of("id", "c", "choices", List.of(Map.of("text", piece, "index", 0)))));
            events.append("\n\n");
        }
        events.append("data: ")
                .append("{\"id\":\"c\",\"choices\":[{\"text\":\"\",\"index\":0,\"finish_reason\":\"stop\"}],")
                .append("\"usage\":{\"prompt_tokens\":17,\"completion_tokens\":3,\"total_tokens\":20}}\n\n");
        return Reply.sse(events.append("data: [DONE]\n\n").toString());
    }

    static Reply chatStream(String... pieces) {
        var events = new StringBuilder();
        for (String piece : pieces) {
            events.append("data: ")
                    .append(json(Map.of(
                            "id", "c", "choices", List.of(Map.of("delta", Map.of("content", piece), "index", 0)))));
            events.append("\n\n");
        }
        events.append("data: {\"id\":\"c\",\"choices\":[{\"delta\":{},\"index\":0,\"finish_reason\":\"stop\"}]}\n\n");
        return Reply.sse(events.append("data: [DONE]\n\n").toString());
    }

    static Reply messages(String text) {
        var body = new LinkedHashMap<String, Object>();
        body.put("id", "msg_1");
        body.put("type", "message");
        body.put("role", "assistant");
        body.put("model", "claude");
        body.put("content", List.of(Map.of("type", "text", "text", text)));
        body.put("stop_reason", "end_turn");
        body.put("usage", Map.of("input_tokens", 412, "output_tokens", 9));
        return Reply.json(200, json(body));
    }

    static String messageEvents(String... pieces) {
        var events = new StringBuilder(messageStart());
        for (String piece : pieces) {
            events.append(messageDelta(piece));
        }
        return events.append(messageEnd()).toString();
    }

    static Reply messageStream(String... pieces) {
        return Reply.sse(messageEvents(pieces));
    }

    static String messageStart() {
        return event(
                        "message_start",
                        Map.of(
                                "type",
                                "message_start",
                                "message",
                                Map.of(
                                        "id",
                                        "msg_1",
                                        "model",
                                        "claude",
                                        "content",
                                        List.of(),
                                        "usage",
                                        Map.of("input_tokens", 25, "output_tokens", 1))))
                + event(
                        "content_block_start",
                        Map.of(
                                "type",
                                "content_block_start",
                                "index",
                                0,
                                "content_block",
                                Map.of("type", "text", "text", "")));
    }

    static String messageDelta(String text) {
        return event(
                "content_block_delta",
                Map.of("type", "content_block_delta", "index", 0, "delta", Map.of("type", "text_delta", "text", text)));
    }

    static String messageEnd() {
        return event("content_block_stop", Map.of("type", "content_block_stop", "index", 0))
                + event(
                        "message_delta",
                        Map.of(
                                "type",
                                "message_delta",
                                "delta",
                                Map.of("stop_reason", "end_turn"),
                                "usage",
                                Map.of("output_tokens", 6)))
                + event("message_stop", Map.of("type", "message_stop"));
    }

    static Reply gemini(String text) {
        return Reply.json(
                200,
                json(Map.of(
                        "candidates",
                        List.of(Map.of(
                                "content",
                                Map.of("role", "model", "parts", List.of(Map.of("text", text))),
                                "finishReason",
                                "STOP")),
                        "usageMetadata",
                        Map.of("promptTokenCount", 88, "candidatesTokenCount", 9))));
    }

    /** Vertex AI's vectors. */
    static Reply vertexVectors(double[]... vectors) {
        var predictions = new ArrayList<Map<String, Object>>();
        for (double[] vector : vectors) {
            predictions.add(Map.of(
                    "embeddings",
                    Map.of("values", vector, "statistics", Map.of("truncated", false, "token_count", 2))));
        }
        return Reply.json(
                200, json(Map.of("predictions", predictions, "metadata", Map.of("billableCharacterCount", 19))));
    }

    /** OpenAI's vectors. */
    static Reply openAiVectors(double[]... vectors) {
        var data = new ArrayList<Map<String, Object>>();
        for (double[] vector : vectors) {
            data.add(Map.of("object", "embedding", "index", data.size(), "embedding", vector));
        }
        var body = new LinkedHashMap<String, Object>();
        body.put("object", "list");
        body.put("data", data);
        body.put("model", "upstream-model");
        body.put("usage", Map.of("prompt_tokens", 5, "total_tokens", 5));
        return Reply.json(200, json(body));
    }

    /** Where Vertex AI Search is asked for a version, e.g. {@code 18-2}. */
    static String vertexSearch(String version) {
        return "/search/v1/projects/fixture-project/locations/global/dataStores/gitlab-docs-" + version
                + "/servingConfigs/default_config:search";
    }

    /** What Vertex AI Search finds: ids, and a text for each. */
    static Reply found(Map<String, String> contents) {
        var results = new ArrayList<Map<String, Object>>();
        contents.forEach((id, content) -> {
            var metadata = new LinkedHashMap<String, Object>();
            metadata.put("source_url", "https://docs.example.org/" + id);
            metadata.put("title", "Protected branches");
            metadata.put("md5sum", "9d5ed678fe57bcca610140957afab571");
            metadata.put("level", 2.0);
            var document = new LinkedHashMap<String, Object>();
            document.put("name", "projects/1/locations/global/documents/" + id);
            document.put("id", id);
            document.put("structData", Map.of("content", content, "metadata", metadata));
            results.add(Map.of("id", id, "document", document));
        });
        return Reply.json(200, json(Map.of("results", results, "totalSize", results.size())));
    }

    static String event(String name, Object data) {
        return "event: " + name + "\ndata: " + json(data) + "\n\n";
    }

    static String json(Object value) {
        return Json.writeText(value);
    }

    /** The texts of a v4 stream, joined, after checking its framing. */
    static List<String> sseEvents(String body) {
        var events = new ArrayList<String>();
        for (String block : body.split("\r\n\r\n", -1)) {
            if (!block.isEmpty()) {
                events.add(block);
            }
        }
        return events;
    }
}
