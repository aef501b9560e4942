package io.aigateway.provider;

import io.aigateway.model.api.ModelAnswered;
import io.aigateway.model.api.ModelEvent;
import io.aigateway.wire.SseEvent;
import java.io.IOException;
import java.util.function.Consumer;

/** What the server-sent events of one answer mean. {@link SseAnswerReader} cuts the bytes into events. */
public interface AnswerEvents {

    /**
     * Reads the next event and gives the text in it, if there is any, to {@code out}.
     *
     * @throws IOException when the event is no JSON
     * @throws io.aigateway.kernel.FailureException when the provider reports an error
     */
    void take(SseEvent event, Consumer<ModelEvent> out) throws IOException;

    /** Whether the provider has said that the answer is finished; nothing is read after that. */
    boolean isFinished();

    /**
     * The end of the answer.
     *
     * @throws io.aigateway.kernel.FailureException when the answer was cut before its end
     */
    ModelAnswered end();
}
