package io.aigateway.http.blueprint;

import io.aigateway.blueprint.api.PromptEvent;
import io.aigateway.blueprint.api.PromptsAsked.Purpose;
import io.aigateway.blueprint.api.Served;
import io.aigateway.http.SseWriter;
import io.aigateway.telemetry.api.AnswerId;
import io.vertx.core.buffer.Buffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Answers as clients of the blueprint know them. Source: contract section 2.4; streams are framed as in section 1.5. */
final class PromptJson {
    private PromptJson() {}

    static Map<String, Object> whole(String text, Served served, Purpose purpose, long epochSeconds) {
        var answer = new LinkedHashMap<String, Object>();
        answer.put("response", text);
        answer.put("metadata", metadata(served, purpose, epochSeconds));
        return answer;
    }

    static Buffer event(PromptEvent event, Purpose purpose, long epochSeconds) {
        if (event instanceof PromptEvent.Begun begun) {
            return SseWriter.event("stream_start", Map.of("metadata", metadata(begun.served(), purpose, epochSeconds)));
        }
        return SseWriter.event("content_chunk", chunk(((PromptEvent.Text) event).text()));
    }

    private static Map<String, Object> metadata(Served served, Purpose purpose, long epochSeconds) {
        var metadata = new LinkedHashMap<String, Object>();
        metadata.put(
                "identifier",
                AnswerId.of(purpose.feature(), served.language(), served.entry())
                        .text());
        metadata.put("model", served.model());
        metadata.put("provider", served.provider());
        metadata.put("timestamp", epochSeconds);
        return metadata;
    }

    private static Map<String, Object> chunk(String text) {
        var choice = new LinkedHashMap<String, Object>();
        choice.put("delta", Map.of("content", text));
        choice.put("index", 0);
        return Map.of("choices", List.of(choice));
    }
}
