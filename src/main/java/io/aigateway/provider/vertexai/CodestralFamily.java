package io.aigateway.provider.vertexai;

import io.aigateway.model.api.ModelAnswered;
import io.aigateway.model.api.ModelAsked;
import io.aigateway.provider.AnswerEvents;
import io.aigateway.provider.choices.ChoicesAnswer;
import io.aigateway.provider.choices.ChoicesEvents;

/** Codestral, which completes between two halves of a text. */
final class CodestralFamily implements ModelFamily {
    @Override
    public String publisher() {
        return "mistralai";
    }

    @Override
    public String usualLocation() {
        return "us-central1"; // not offered everywhere, and not at the global endpoint
    }

    @Override
    public String method(boolean streaming) {
        return streaming ? "streamRawPredict" : "rawPredict";
    }

    @Override
    public Object body(ModelAsked asked, boolean streaming) {
        return CodestralRequest.of(asked, streaming);
    }

    @Override
    public ModelAnswered read(ModelAsked asked, byte[] body) {
        return ChoicesAnswer.read(asked.target().model(), body);
    }

    @Override
    public AnswerEvents events(ModelAsked asked) {
        return new ChoicesEvents(asked.target().model());
    }
}
