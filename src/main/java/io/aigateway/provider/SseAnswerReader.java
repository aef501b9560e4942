package io.aigateway.provider;

import io.aigateway.model.api.ModelAnswered;
import io.aigateway.model.api.ModelEvent;
import io.aigateway.wire.SseEvent;
import io.aigateway.wire.SseParser;
import java.io.IOException;
import java.util.function.Consumer;

/** Reads an answer that is streamed as server-sent events. */
public final class SseAnswerReader implements AnswerReader {
    /** A larger event is refused, in bytes. A delta has some hundred; tool calls and citations arrive whole. */
    static final int MAX_EVENT_BYTES = 1024 * 1024;

    private final SseParser parser = new SseParser(MAX_EVENT_BYTES);
    private final AnswerEvents events;

    public SseAnswerReader(AnswerEvents events) {
        this.events = events;
    }

    @Override
    public void feed(byte[] bytes, Consumer<ModelEvent> out) {
        if (!events.isFinished()) {
            parser.feed(bytes, event -> take(event, out));
        }
    }

    @Override
    public boolean isFinished() {
        return events.isFinished();
    }

    @Override
    public ModelAnswered end() {
        return events.end();
    }

    private void take(SseEvent event, Consumer<ModelEvent> out) {
        if (events.isFinished()) {
            return;
        }
        try {
            events.take(event, out);
        } catch (IOException e) {
            throw UpstreamErrors.unreadable();
        }
    }
}
