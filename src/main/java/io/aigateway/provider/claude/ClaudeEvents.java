package io.aigateway.provider.claude;

import com.fasterxml.jackson.databind.JsonNode;
import io.aigateway.model.api.ModelAnswered;
import io.aigateway.model.api.ModelEvent;
import io.aigateway.provider.AnswerEvents;
import io.aigateway.provider.UpstreamErrors;
import io.aigateway.wire.Json;
import io.aigateway.wire.SseEvent;
import java.io.IOException;
import java.util.function.Consumer;

/**
 * Reads a streamed message. Thoughts, arguments of tools and events of unknown types are passed over. Source: Anthropic API
 * reference, Streaming Messages.
 */
public final class ClaudeEvents implements AnswerEvents {
    private final ClaudeUsage usage = new ClaudeUsage();
    private String model;
    private String stopReason = "";
    private boolean finished;

    /** Reads one answer; {@code askedModel} is named as the model when the stream names none. */
    public ClaudeEvents(String askedModel) {
        this.model = askedModel;
    }

    @Override
    public void take(SseEvent event, Consumer<ModelEvent> out) throws IOException {
        if (event.name().equals("ping")) {
            return;
        }
        JsonNode data = Json.read(event.data());
        switch (data.path("type").asText()) {
            case "content_block_delta" -> emit(deltaText(data.path("delta")), out);
            case "content_block_start" -> emit(ClaudeAnswer.textOf(data.path("content_block")), out);
            case "message_start" -> start(data.path("message"));
            case "message_delta" -> {
                stopReason = data.path("delta").path("stop_reason").asText(stopReason);
                usage.take(data.path("usage"));
            }
            case "message_stop" -> finished = true;
            case "error" -> throw UpstreamErrors.reported(data);
            default -> refuseError(data);
        }
    }

    @Override
    public boolean isFinished() {
        return finished;
    }

    @Override
    public ModelAnswered end() {
        if (!finished) {
            throw UpstreamErrors.brokenOff();
        }
        return new ModelAnswered("", ClaudeAnswer.finish(stopReason), stopReason, usage.total(), model);
    }

    private void start(JsonNode message) {
        model = message.path("model").asText(model);
        usage.take(message.path("usage"));
    }

    /** Clouds report errors in their own shape, without a type. */
    private static void refuseError(JsonNode data) {
        if (UpstreamErrors.isError(data)) {
            throw UpstreamErrors.reported(data);
        }
    }

    private static String deltaText(JsonNode delta) {
        return delta.path("type").asText().equals("text_delta")
                ? delta.path("text").asText("")
                : "";
    }

    private static void emit(String text, Consumer<ModelEvent> out) {
        if (!text.isEmpty()) {
            out.accept(new ModelEvent.Delta(text));
        }
    }
}
