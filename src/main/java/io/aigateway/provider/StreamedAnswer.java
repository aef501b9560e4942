package io.aigateway.provider;

import io.aigateway.bus.EventSink;
import io.aigateway.model.api.ModelAnswered;
import io.aigateway.model.api.ModelEvent;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;

/** Passes a streamed answer on, event by event, no faster than it is read. */
final class StreamedAnswer {
    private final UpstreamExchange exchange;
    private final AnswerReader reader;
    private final EventSink<ModelEvent> sink;
    private final Promise<ModelAnswered> result = Promise.promise();

    StreamedAnswer(UpstreamExchange exchange, AnswerReader reader, EventSink<ModelEvent> sink) {
        this.exchange = exchange;
        this.reader = reader;
        this.sink = sink;
    }

    /** Starts reading; completes with the end of the answer. */
    Future<ModelAnswered> result() {
        sink.onDrain(exchange.response()::resume);
        exchange.readWith(new UpstreamExchange.Reading(this::read, this::finish, this::fail));
        return result.future();
    }

    private void read(Buffer piece) {
        if (result.future().isComplete()) {
            return;
        }
        reader.feed(piece.getBytes(), sink::emit);
        if (reader.isFinished()) {
            exchange.expectEnd();
            finish();
        } else if (sink.isFull()) {
            exchange.response().pause();
        }
    }

    private void finish() {
        try {
            result.tryComplete(reader.end());
        } catch (RuntimeException e) {
            result.tryFail(e);
        }
    }

    private void fail(Throwable cause) {
        exchange.abort();
        result.tryFail(cause);
    }
}
