package io.aigateway.fakeupstream;

import io.aigateway.fakeupstream.Act.Ending;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Plays acts on one response, one after another, no faster than the client reads. */
public final class Player {
    private final Context context;
    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final Iterator<? extends Act> acts;
    private final Witness witness;

    private Act.@Nullable Drip drip;
    private @Nullable Buffer dripping;
    private boolean headKnown;
    private boolean over;

    /** Who is told what becomes of an answer: bytes, then one of the two others. */
    public interface Witness {
        /** The network has taken bytes of the body. */
        void wrote(int bytes);

        /** The server has ended it. */
        void ended(Ending how);

        /** The client left before. */
        void gone();
    }

    /** A player of the acts that answer a request; to be used on the event loop of the request. */
    public Player(Context context, HttpServerRequest request, Iterator<? extends Act> acts, Witness witness) {
        this.context = context;
        this.request = request;
        this.response = request.response();
        this.acts = acts;
        this.witness = witness;
    }

    /**
     * Starts.
     *
     * @param longest after this time the connection is cut, whatever the acts say
     */
    public void play(Duration longest) {
        long end = context.owner().setTimer(longest.toMillis(), late -> tooLong());
        response.exceptionHandler(cause -> gone());
        response.closeHandler(closed -> {
            context.owner().cancelTimer(end);
            gone();
        });
        response.endHandler(ended -> context.owner().cancelTimer(end));
        next();
    }

    private void next() {
        if (over) {
            return;
        } else if (dripping != null) {
            write(dripping);
        } else if (acts.hasNext()) {
            play(acts.next());
        }
    }

    private void play(Act act) {
        if (act instanceof Act.Write write) {
            write(write.bytes());
        } else if (act instanceof Act.Head head) {
            writeHead(head);
            next();
        } else if (act instanceof Act.Finish finish) {
            finish(finish.ending());
        } else if (act instanceof Act.Pause pause) {
            showHead();
            later(pause.time());
        } else if (act instanceof Act.Wait wait) {
            showHead();
            wait.opened().accept(() -> context.runOnContext(open -> next()));
        } else {
            drip = (Act.Drip) act;
            next();
        }
    }

    private void writeHead(Act.Head head) {
        response.setStatusCode(head.status());
        head.headers().forEach(response::putHeader);
        if (head.length() >= 0) {
            response.putHeader("content-length", String.valueOf(head.length()));
        } else if (!response.headers().contains(HttpHeaders.CONTENT_LENGTH)) {
            response.setChunked(true);
        }
        headKnown = true;
    }

    /** Lets the client see the head before there is a body. */
    private void showHead() {
        if (headKnown && !response.headWritten()) {
            response.writeHead();
        }
    }

    private void write(Buffer bytes) {
        Act.Drip slow = drip;
        int length = slow == null ? bytes.length() : Math.min(slow.bytes(), bytes.length());
        dripping = length == bytes.length() ? null : bytes.slice(length, bytes.length());
        if (length == 0) {
            next();
            return;
        }
        Future<Void> written = response.write(bytes.slice(0, length));
        written.onSuccess(done -> {
                    witness.wrote(length);
                    later(slow == null ? Duration.ZERO : slow.every());
                })
                .onFailure(cause -> gone());
    }

    private void later(Duration pause) {
        if (pause.isZero()) {
            context.runOnContext(now -> next());
        } else {
            context.owner().setTimer(Math.max(1, pause.toMillis()), now -> next());
        }
    }

    private void finish(Ending ending) {
        if (over) {
            return;
        }
        if (ending == Ending.STALL) {
            showHead();
            return;
        }
        over = true;
        witness.ended(ending);
        var connection = new Connection(request);
        switch (ending) {
            case END -> response.end();
            case CUT -> connection.cut();
            case RESET -> connection.reset();
            case HALF_CLOSE -> connection.closeHalf();
            case NO_HTTP -> connection.babble();
            case STALL -> {}
        }
    }

    /** Also an answer that has ended for us may leave its connection open. */
    private void tooLong() {
        if (over) {
            new Connection(request).cut();
        } else {
            finish(Ending.CUT);
        }
    }

    private void gone() {
        if (!over) {
            over = true;
            witness.gone();
        }
    }
}
