package io.aigateway.provider.choices;

import io.aigateway.model.api.ModelAnswered;
import io.aigateway.model.api.ModelEvent;
import io.aigateway.provider.AnswerEvents;
import io.aigateway.provider.UpstreamErrors;
import io.aigateway.wire.Json;
import io.aigateway.wire.SseEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Reads a streamed answer. It is over with {@code [DONE]}; a stream that ends without is complete when a reason to finish came
 * before, otherwise it was cut. Reasoning is passed over.
 */
public final class ChoicesEvents implements AnswerEvents {
    private static final byte[] DONE = "[DONE]".getBytes(StandardCharsets.US_ASCII);

    private final ChoicesAnswer answer;
    private boolean finished;

    /** Reads one answer; {@code askedModel} is named as the model when the stream names none. */
    public ChoicesEvents(String askedModel) {
        this.answer = new ChoicesAnswer(askedModel);
    }

    @Override
    public void take(SseEvent event, Consumer<ModelEvent> out) throws IOException {
        if (isDone(event.data())) {
            finished = true;
            return;
        }
        var document = Json.read(event.data());
        if (event.name().equals("error")) {
            throw UpstreamErrors.reported(document);
        }
        String text = answer.take(document);
        if (!text.isEmpty()) {
            out.accept(new ModelEvent.Delta(text));
        }
    }

    @Override
    public boolean isFinished() {
        return finished;
    }

    @Override
    public ModelAnswered end() {
        if (!finished && !answer.hasFinishReason()) {
            throw UpstreamErrors.brokenOff();
        }
        return answer.end("");
    }

    private static boolean isDone(byte[] data) {
        return data.length >= DONE.length && Arrays.equals(data, 0, DONE.length, DONE, 0, DONE.length);
    }
}
