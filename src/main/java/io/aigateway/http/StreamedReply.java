package io.aigateway.http;

import io.aigateway.bus.EventStream;
import io.aigateway.http.body.BodyReader;
import io.aigateway.kernel.Failure;
import io.aigateway.kernel.Failure.Kind;
import io.aigateway.kernel.FailureException;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Writes a stream of events to a client as fast as it reads. The head goes out with the first event, so that what fails before is
 * answered with a status; what fails later cuts the connection, so that nobody takes the beginning for the whole. Where the framing
 * has a place for it, the failure is told before.
 */
public final class StreamedReply<E, R extends Record> {
    private final HttpServerResponse response;
    private final EventStream<E, R> events;
    private Future<Void> written = Future.succeededFuture();
    private @Nullable Function<Failure, Buffer> told;

    /** The request has been asked: it no longer holds its body, nor the headers that are not needed at its end. */
    public StreamedReply(RoutingContext ctx, EventStream<E, R> events) {
        BodyReader.release(ctx);
        SpentHeaders.drop(ctx.request().headers());
        this.response = ctx.response();
        this.events = events;
    }

    /** Says what is written, after what came before, when the stream fails that the client has begun to read. */
    public StreamedReply<E, R> telling(Function<Failure, Buffer> failure) {
        told = failure;
        return this;
    }

    /**
     * Starts writing.
     *
     * @param contentType of the response
     * @param write       the bytes for an event; empty for none
     * @param last        the bytes at the end; empty for none
     * @return completes when everything has been handed to the connection
     */
    public Future<Void> send(String contentType, Function<E, Buffer> write, Function<R, Buffer> last) {
        response.putHeader("Content-Type", contentType).setChunked(true);
        return send(write, last);
    }

    /** The same, where {@code write} sets status and headers of the response with the first event. */
    public Future<Void> send(Function<E, Buffer> write, Function<R, Buffer> last) {
        events.handler(event -> write(write.apply(event)));
        return events.result().recover(this::afterWhatWasWritten).compose(result -> end(last.apply(result)));
    }

    /** The same for a family that can say that a stream broke off: the stream then ends with {@code broken}, and regularly. */
    public Future<Void> send(
            String contentType, Function<E, Buffer> write, Function<R, Buffer> last, Function<Failure, Buffer> broken) {
        return send(contentType, write, last).recover(cause -> {
            Failure failure = FailureException.failureIn(cause);
            boolean toBeTold = response.headWritten() && failure.kind() != Kind.CANCELLED;
            return toBeTold ? end(broken.apply(failure)) : Future.failedFuture(cause);
        });
    }

    /** What came before a failure shall reach the client before the connection is cut, unless the client does not read. */
    private Future<R> afterWhatWasWritten(Throwable cause) {
        if (response.writeQueueFull()) {
            return Future.failedFuture(cause);
        }
        if (told != null && response.headWritten() && !response.closed()) {
            written = response.write(told.apply(FailureException.failureIn(cause)));
        }
        return written.transform(done -> Future.failedFuture(cause));
    }

    private void write(Buffer bytes) {
        if (response.closed()) {
            events.cancel();
            return;
        }
        if (bytes.length() > 0) {
            written = response.write(bytes);
        } else if (!response.headWritten()) {
            written = response.writeHead();
        }
        if (response.writeQueueFull()) {
            events.pause();
            response.drainHandler(drained -> events.resume());
        }
    }

    private Future<Void> end(Buffer bytes) {
        if (response.closed() || response.ended()) {
            return Future.succeededFuture();
        }
        return bytes.length() == 0 ? response.end() : response.end(bytes);
    }
}
