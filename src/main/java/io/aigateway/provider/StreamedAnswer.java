package io.aigateway.provider;

import io.aigateway.bus.EventSink;
import io.aigateway.model.api.ModelAnswered;
import io.aigateway.model.api.ModelEvent;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;

/** Passes a streamed answer on, event by event, no faster than it is read. */
final class StreamedAnswer {
    private final Vertx vertx;
    private final UpstreamExchange exchange;
    private final HttpClientResponse response;
    private final AnswerReader reader;
    private final EventSink<ModelEvent> sink;
    private final Promise<ModelAnswered> result = Promise.promise();

    StreamedAnswer(Vertx vertx, UpstreamExchange exchange, AnswerReader reader, EventSink<ModelEvent> sink) {
        this.vertx = vertx;
        this.exchange = exchange;
        this.response = exchange.response();
        this.reader = reader;
        this.sink = sink;
    }

    /** Starts reading; completes with the end of the answer. */
    Future<ModelAnswered> result() {
        sink.onDrain(response::resume);
        response.handler(this::read)
                .exceptionHandler(result::tryFail)
                .endHandler(end -> {
                    exchange.isOver();
                    finish();
                })
                .resume();
        return result.future();
    }

    private void read(Buffer chunk) {
        if (reader.isFinished()) {
            return;
        }
        try {
            reader.feed(chunk.getBytes(), sink::emit);
        } catch (RuntimeException e) {
            exchange.abort();
            result.tryFail(e);
            return;
        }
        if (reader.isFinished()) {
            exchange.expectEnd(vertx);
            finish();
        } else if (sink.isFull()) {
            response.pause();
        }
    }

    private void finish() {
        try {
            result.tryComplete(reader.end());
        } catch (RuntimeException e) {
            result.tryFail(e);
        }
    }
}
