package io.aigateway.provider.vertexai;

import com.fasterxml.jackson.databind.JsonNode;
import io.aigateway.model.api.ModelAnswered;
import io.aigateway.model.api.ModelAsked;
import io.aigateway.provider.AnswerBody;
import io.aigateway.provider.AnswerEvents;

/** Gemini. */
final class GeminiFamily implements ModelFamily {
    @Override
    public String publisher() {
        return "google";
    }

    @Override
    public String usualLocation() {
        return "global";
    }

    @Override
    public String method(boolean streaming) {
        return streaming ? "streamGenerateContent?alt=sse" : "generateContent";
    }

    @Override
    public Object body(ModelAsked asked, boolean streaming) {
        return GeminiRequest.of(asked);
    }

    @Override
    public ModelAnswered read(ModelAsked asked, byte[] body) {
        JsonNode document = AnswerBody.parse(body);
        var answer = new GeminiAnswer(asked.target().model());
        String text = answer.take(document);
        return answer.end(text);
    }

    @Override
    public AnswerEvents events(ModelAsked asked) {
        return new GeminiEvents(asked.target().model());
    }
}
