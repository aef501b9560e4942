package io.aigateway.provider.vertexai;

import io.aigateway.model.api.ModelAnswered;
import io.aigateway.model.api.ModelAsked;
import io.aigateway.provider.AnswerEvents;
import io.aigateway.provider.claude.ClaudeAnswer;
import io.aigateway.provider.claude.ClaudeEvents;
import io.aigateway.provider.claude.ClaudeRequest;

/** Claude: the same messages as at Anthropic. */
final class ClaudeFamily implements ModelFamily {
    @Override
    public String publisher() {
        return "anthropic";
    }

    @Override
    public String usualLocation() {
        return "global";
    }

    @Override
    public String method(boolean streaming) {
        return streaming ? "streamRawPredict" : "rawPredict";
    }

    @Override
    public Object body(ModelAsked asked, boolean streaming) {
        return ClaudeRequest.onVertex(asked, streaming);
    }

    @Override
    public ModelAnswered read(ModelAsked asked, byte[] body) {
        return ClaudeAnswer.read(asked.target().model(), body);
    }

    @Override
    public AnswerEvents events(ModelAsked asked) {
        return new ClaudeEvents(asked.target().model());
    }
}
