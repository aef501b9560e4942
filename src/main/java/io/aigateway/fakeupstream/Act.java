package io.aigateway.fakeupstream;

import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;

/** One thing that a server does while it answers. */
public sealed interface Act {
    /**
     * Says status and headers, which go out with the first bytes of the body or with the next pause.
     *
     * @param length of the body, in bytes; negative when it is not known
     */
    record Head(int status, Map<String, String> headers, int length) implements Act {}

    /** Writes bytes of the body. */
    record Write(Buffer bytes) implements Act {}

    /** Says nothing for some time. */
    record Pause(Duration time) implements Act {}

    /** Waits until {@code opened} calls back. */
    record Wait(Consumer<Runnable> opened) implements Act {}

    /** From now on writes in pieces, with a pause after each. */
    record Drip(int bytes, Duration every) implements Act {}

    /** Ends, one way or the other; nothing comes after it. */
    record Finish(Ending ending) implements Act {}

    /** How an answer ends. */
    enum Ending {
        /** As HTTP wants it. */
        END,
        /** The connection is closed. */
        CUT,
        /** The connection is reset. */
        RESET,
        /** No more is written, which the client learns; what the client does is waited for. */
        HALF_CLOSE,
        /** The client gets bytes that are no HTTP, then the connection is closed. */
        NO_HTTP,
        /** Nothing happens any more, until the client leaves. */
        STALL
    }
}
