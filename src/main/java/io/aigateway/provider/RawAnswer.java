package io.aigateway.provider;

import io.aigateway.bus.EventSink;
import io.aigateway.model.api.RawAnswered;
import io.aigateway.model.api.RawEvent;
import io.aigateway.wire.Bytes;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Passes an answer on as it arrives, no faster than it is read. */
final class RawAnswer {
    private final UpstreamExchange exchange;
    private final List<String> wanted;
    private final EventSink<RawEvent> sink;
    private final Promise<RawAnswered> result = Promise.promise();

    RawAnswer(UpstreamExchange exchange, List<String> wanted, EventSink<RawEvent> sink) {
        this.exchange = exchange;
        this.wanted = wanted;
        this.sink = sink;
    }

    /** Starts reading; completes with the end of the answer. */
    Future<RawAnswered> result() {
        HttpClientResponse response = exchange.response();
        sink.emit(new RawEvent.Head(response.statusCode(), headers(response.headers()), length(response.headers())));
        sink.onDrain(response::resume);
        exchange.readWith(new UpstreamExchange.Reading(this::read, this::finish, this::fail));
        return result.future();
    }

    private void read(Buffer piece) {
        if (piece.length() > 0) {
            sink.emit(new RawEvent.Piece(Bytes.of(piece)));
        }
        if (sink.isFull()) {
            exchange.response().pause();
        }
    }

    private void finish() {
        result.tryComplete(new RawAnswered(exchange.response().statusCode()));
    }

    private void fail(Throwable cause) {
        exchange.abort();
        result.tryFail(cause);
    }

    private Map<String, String> headers(MultiMap sent) {
        var headers = new LinkedHashMap<String, String>();
        for (String name : wanted) {
            List<String> values = sent.getAll(name);
            if (!values.isEmpty()) {
                headers.put(name, String.join(", ", values));
            }
        }
        return headers;
    }

    private static long length(MultiMap sent) {
        String length = sent.get(HttpHeaders.CONTENT_LENGTH);
        boolean known =
                length != null && length.matches("[0-9]{1,18}") && !sent.contains(HttpHeaders.TRANSFER_ENCODING);
        return known ? Long.parseLong(length) : -1;
    }
}
