package io.aigateway.provider.vertexai;

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
 * Reads streamed content. Nothing marks the end but the end of the stream, which must come after a reason to finish; some models
 * give one with every piece, so the first does not end the reading.
 */
final class GeminiEvents implements AnswerEvents {
    private final GeminiAnswer answer;

    GeminiEvents(String askedModel) {
        this.answer = new GeminiAnswer(askedModel);
    }

    @Override
    public void take(SseEvent event, Consumer<ModelEvent> out) throws IOException {
        JsonNode document = Json.read(event.data());
        if (UpstreamErrors.isError(document)) {
            throw UpstreamErrors.reported(document);
        }
        String text = answer.take(document);
        if (!text.isEmpty()) {
            out.accept(new ModelEvent.Delta(text));
        }
    }

    @Override
    public boolean isFinished() {
        return false;
    }

    @Override
    public ModelAnswered end() {
        return answer.end("");
    }
}
