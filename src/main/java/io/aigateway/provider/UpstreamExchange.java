package io.aigateway.provider;

import io.aigateway.wire.Bytes;
import io.aigateway.wire.Gathered;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP call to a provider: its response is read within bounds, or it is aborted, which frees the connection. It listens from the
 * moment the head of the response arrives, so that a connection that breaks before anybody reads is not missed.
 */
final class UpstreamExchange {
    /** Largest whole answer, in bytes. The longest answers of today's models are below one megabyte. */
    private static final int MAX_ANSWER_BYTES = 32 * 1024 * 1024;

    /** How much of an error is read, in bytes; enough for any provider's error object. */
    private static final int MAX_ERROR_BYTES = 64 * 1024;

    /** How long a finished answer may leave its connection open, in milliseconds. */
    private static final long END_MILLIS = 1000;

    private final Vertx vertx;
    private final HttpClientRequest request;
    private @Nullable HttpClientResponse response;
    private @Nullable Reader reader;
    private @Nullable Throwable broken;
    private boolean over;

    /** Who reads a response: pieces, then one of end and failure. */
    interface Reader {
        void read(Buffer piece);

        void end();

        void fail(Throwable cause);
    }

    UpstreamExchange(Vertx vertx, HttpClientRequest request) {
        this.vertx = vertx;
        this.request = request;
    }

    UpstreamExchange answeredWith(HttpClientResponse head) {
        response = head;
        head.pause()
                .handler(piece -> Objects.requireNonNull(reader).read(piece))
                .exceptionHandler(this::breakOff)
                .endHandler(end -> end());
        return this;
    }

    HttpClientResponse response() {
        return Objects.requireNonNull(response);
    }

    /** Starts reading. */
    void readWith(Reader who) {
        reader = who;
        response().resume();
        if (broken != null) {
            breakOff(broken);
        }
    }

    /**
     * The answer is complete though the response has not ended: it gets a moment to do so, which leaves the connection fit for
     * the next call, and is cut off otherwise.
     */
    void expectEnd() {
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
        return collect(
                (body, piece) -> {
                    if (body.length() + piece.length() > MAX_ANSWER_BYTES) {
                        throw UpstreamFailures.TOO_LARGE.asException();
                    }
                    body.add(piece);
                    return false;
                },
                false);
    }

    /** The first part of the body of an error; what can be had of it when the connection breaks. */
    Future<Buffer> readSome() {
        return collect(
                (body, piece) -> {
                    body.add(piece.slice(0, Math.min(piece.length(), MAX_ERROR_BYTES - body.length())));
                    return body.length() == MAX_ERROR_BYTES;
                },
                true);
    }

    private void end() {
        over = true;
        Objects.requireNonNull(reader).end();
    }

    /** What came before the connection broke is read first. */
    private void breakOff(Throwable reported) {
        Reader who = reader;
        Throwable cause = UpstreamFailures.ofConnection(reported);
        broken = cause;
        if (who != null) {
            response().resume();
            vertx.runOnContext(drained -> {
                over = true;
                who.fail(cause);
            });
        }
    }

    /** Takes a piece of a body; true when it has enough. */
    private interface Collector {
        boolean take(Gathered body, Buffer piece);
    }

    private Future<Buffer> collect(Collector collector, boolean orWhatCame) {
        Promise<Buffer> read = Promise.promise();
        var body = new Gathered(0);
        readWith(new Reading(
                piece -> {
                    if (!read.future().isComplete() && collector.take(body, piece)) {
                        abort();
                        read.tryComplete(Bytes.wrap(body.whole()));
                    }
                },
                () -> read.tryComplete(Bytes.wrap(body.whole())),
                cause -> {
                    abort();
                    read.tryFail(cause);
                }));
        return orWhatCame ? read.future().otherwise(cause -> Bytes.wrap(body.whole())) : read.future();
    }

    /** A reader made of functions; what reading throws is a failure. */
    record Reading(Consumer<Buffer> onPiece, Runnable onEnd, Consumer<Throwable> onFailure) implements Reader {
        @Override
        public void read(Buffer piece) {
            try {
                onPiece.accept(piece);
            } catch (RuntimeException e) {
                onFailure.accept(e);
            }
        }

        @Override
        public void end() {
            onEnd.run();
        }

        @Override
        public void fail(Throwable cause) {
            onFailure.accept(cause);
        }
    }
}
