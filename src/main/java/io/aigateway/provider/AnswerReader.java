package io.aigateway.provider;

import io.aigateway.model.api.ModelAnswered;
import io.aigateway.model.api.ModelEvent;
import java.util.function.Consumer;

/** Reads one streamed answer, byte for byte as it arrives. */
public interface AnswerReader {

    /**
     * Reads the next bytes and gives what is complete to {@code out}: deltas only, the host says when the answer has started.
     *
     * @throws io.aigateway.kernel.FailureException when the provider reports an error in the stream, or what it sends cannot be
     *     read
     */
    void feed(byte[] bytes, Consumer<ModelEvent> out);

    /** Whether the provider has said that the answer is finished. The host then stops reading. */
    boolean isFinished();

    /**
     * The end of the answer, once the stream has ended or {@link #isFinished}.
     *
     * @throws io.aigateway.kernel.FailureException when the stream was cut before its end
     */
    ModelAnswered end();
}
