package io.aigateway.provider;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One HTTP call to a provider: its response is read within bounds, or it is aborted, which frees the connection. */
final class UpstreamExchange {
    /** Largest whole answer, in bytes. The longest answers of today's models are below one megabyte. */
    private static final int MAX_ANSWER_BYTES = 32 * 1024 * 1024;

    /** How much of an error is read, in bytes; enough for any provider's error object. */
    private static final int MAX_ERROR_BYTES = 64 * 1024;

    private static final long END_MILLIS = 1000;

    private final HttpClientRequest request;
    private @Nullable HttpClientResponse response;
    private boolean over;

    UpstreamExchange(HttpClientRequest request) {
        this.request = request;
    }

    UpstreamExchange answeredWith(HttpClientResponse head) {
        response = head.pause();
        return this;
    }

    HttpClientResponse response() {
        return Objects.requireNonNull(response);
    }

    /** Nothing more is wanted from this call: from here on {@link #abort} does nothing. */
    void isOver() {
        over = true;
    }

    /**
     * The answer is complete though the response has not ended: it gets a moment to do so, which leaves the connection fit for
     * the next call, and is cut off otherwise.
     */
    void expectEnd(Vertx vertx) {
        if (!over) {
            over = true;
            long cut = vertx.setTimer(END_MILLIS, late -> request.reset());
            response().exceptionHandler(cause -> vertx.cancelTimer(cut)).endHandler(end -> vertx.cancelTimer(cut));
        }
    }

    /** Frees the connection, unless the response has been read to its end already. */
    void abort() {
        if (!over) {
            over = true;
            request.reset();
        }
    }

    /** The whole body; fails when it is larger than any answer can be. */
    Future<Buffer> readAll() {
        Promise<Buffer> read = Promise.promise();
        Buffer body = Buffer.buffer();
        collect(
                read,
                chunk -> {
                    if (body.length() + chunk.length() > MAX_ANSWER_BYTES) {
                        abort();
                        read.tryFail(UpstreamFailures.TOO_LARGE.asException());
                    } else {
                        body.appendBuffer(chunk);
                    }
                },
                body);
        return read.future();
    }

    /** The first part of the body of an error. */
    Future<Buffer> readSome() {
        Promise<Buffer> read = Promise.promise();
        Buffer body = Buffer.buffer();
        collect(
                read,
                chunk -> {
                    body.appendBuffer(chunk, 0, Math.min(chunk.length(), MAX_ERROR_BYTES - body.length()));
                    if (body.length() == MAX_ERROR_BYTES) {
                        abort();
                        read.tryComplete(body);
                    }
                },
                body);
        return read.future().otherwise(body);
    }

    private void collect(Promise<Buffer> read, io.vertx.core.Handler<Buffer> chunks, Buffer body) {
        response()
                .handler(chunks)
                .exceptionHandler(read::tryFail)
                .endHandler(end -> {
                    isOver();
                    read.tryComplete(body);
                })
                .resume();
    }
}
