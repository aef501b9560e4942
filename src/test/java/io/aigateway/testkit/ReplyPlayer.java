package io.aigateway.testkit;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;

/** Plays one {@link Reply} on one response, piece by piece, no faster than the client reads. */
final class ReplyPlayer {
    private final Context context;
    private final HttpServerResponse response;
    private final Reply reply;
    private final Received received;
    private int position;

    ReplyPlayer(Context context, HttpServerResponse response, Reply reply, Received received) {
        this.context = context;
        this.response = response;
        this.reply = reply;
        this.received = received;
    }

    void play() {
        response.exceptionHandler(gone -> received.noteGone());
        response.closeHandler(closed -> received.noteGone());
        if (reply.ending() == Reply.Ending.NEVER) {
            return;
        }
        response.setStatusCode(reply.status());
        response.headers().addAll(reply.headerMap());
        if (reply.ending() != Reply.Ending.END) {
            setChunked();
        }
        next();
    }

    private void next() {
        Gate gate = reply.gates().get(position);
        if (gate != null && !gate.isOpen()) {
            sendHead();
            gate.whenOpen(() -> context.runOnContext(open -> next()));
            return;
        }
        if (received.isAbandoned()) {
            return;
        }
        if (position >= reply.endOffset()) {
            finish();
        } else {
            write();
        }
    }

    private void write() {
        int from = position;
        position = endOfPiece();
        int length = position - from;
        if (from == 0
                && position == reply.endOffset()
                && reply.ending() == Reply.Ending.END
                && reply.gates().isEmpty()) {
            received.noteWritten(position);
            received.noteAnswered();
            response.end(Buffer.buffer(reply.body()));
            return;
        }
        if (!response.headWritten()) {
            setChunked();
        }
        response.write(Buffer.buffer(reply.body()).getBuffer(from, position))
                .onSuccess(done -> received.noteWritten(length))
                .onSuccess(done -> later())
                .onFailure(gone -> received.noteGone());
    }

    private void later() {
        if (reply.pause().isZero()) {
            context.runOnContext(now -> next());
        } else {
            context.owner().setTimer(reply.pause().toMillis(), now -> next());
        }
    }

    private void finish() {
        switch (reply.ending()) {
            case END -> {
                received.noteAnswered();
                response.end();
            }
            case CUT -> {
                received.noteCut();
                response.reset();
            }
            case AGAIN -> {
                position = 0;
                next();
            }
            case STALL -> sendHead();
            case NEVER -> {}
        }
    }

    /** Lets the client see status and headers before the first byte of the body. */
    private void sendHead() {
        if (!response.headWritten()) {
            setChunked();
            response.writeHead();
        }
    }

    /** Unless the reply says how long it is. */
    private void setChunked() {
        response.setChunked(!response.headers().contains("content-length"));
    }

    private int endOfPiece() {
        int end = Math.min(position + reply.pieceBytes(), reply.endOffset());
        for (int offset : reply.gates().keySet()) {
            if (offset > position && offset < end) {
                end = offset;
            }
        }
        return end;
    }
}
