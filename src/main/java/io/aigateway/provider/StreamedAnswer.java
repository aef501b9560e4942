package io.aigateway.provider;

import io.aigateway.bus.EventSink;
import io.aigateway.model.api.Clocks.Clock;
import io.aigateway.model.api.ModelAnswered;
import io.aigateway.model.api.ModelEvent;
import io.aigateway.wire.Bytes;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;

/** Passes a streamed answer on, event by event, no faster than it is read. It begins with the first token. */
final class StreamedAnswer {
    private final UpstreamExchange exchange;
    private final AnswerReader reader;
    private final EventSink<ModelEvent> sink;
    private final TimedCall<ModelAnswered> timed;
    private final UpstreamCalls.About about;
    private final Promise<ModelAnswered> result = Promise.promise();
    private boolean begun;

    StreamedAnswer(
            UpstreamExchange exchange,
            AnswerReader reader,
            EventSink<ModelEvent> sink,
            TimedCall<ModelAnswered> timed,
            UpstreamCalls.About about) {
        this.exchange = exchange;
        this.reader = reader;
        this.sink = sink;
        this.timed = timed;
        this.about = about;
    }

    /** Starts reading; completes with the end of the answer. */
    Future<ModelAnswered> result() {
        timed.clocks().begin(Clock.FIRST_TOKEN, about.clocks().firstToken());
        sink.onDrain(this::readOn);
        exchange.readWith(new UpstreamExchange.Reading(this::read, this::finish, this::fail));
        return result.future();
    }

    private void read(Buffer piece) {
        if (timed.result().isComplete() || result.future().isComplete()) {
            return;
        }
        reader.feed(Bytes.of(piece), this::pass);
        if (reader.isFinished()) {
            exchange.expectEnd();
            finish();
        } else if (sink.isFull()) {
            exchange.response().pause();
            timed.clocks().pause();
        }
    }

    private void readOn() {
        timed.clocks().resume();
        exchange.response().resume();
    }

    private void pass(ModelEvent event) {
        if (!(event instanceof ModelEvent.Delta)) {
            sink.emit(event);
        } else if (begun) {
            timed.clocks().again();
            sink.emit(event);
        } else {
            begin();
            timed.clocks().begin(Clock.BETWEEN_TOKENS, about.clocks().betweenTokens());
            sink.emit(event);
        }
    }

    private void begin() {
        begun = true;
        timed.begin();
        sink.emit(new ModelEvent.Started(about.target().model()));
    }

    private void finish() {
        try {
            ModelAnswered answer = reader.end();
            if (!begun) {
                begin();
            }
            result.tryComplete(answer);
        } catch (RuntimeException e) {
            result.tryFail(e);
        }
    }

    private void fail(Throwable cause) {
        exchange.abort();
        result.tryFail(cause);
    }
}
