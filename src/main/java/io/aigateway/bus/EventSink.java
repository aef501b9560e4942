package io.aigateway.bus;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Iterator;

/** The writing side of an exchange, given to whoever serves it. Confined to the event loop of the server. */
public interface EventSink<E> {

    /** Sends an event, or keeps it until the reader has room. Ignored once the exchange has ended. */
    void emit(E event);

    /** Whether the reader is behind: a producer that can wait should, until {@link #onDrain} calls. */
    boolean isFull();

    /** Sets what to do when the reader has caught up after {@link #isFull} was true. */
    void onDrain(Runnable action);

    /** Sends what is ready made, as fast as it is read; completes when the last event has been handed over. */
    default Future<Void> emitAll(Iterator<E> events) {
        Promise<Void> sent = Promise.promise();
        Runnable more = () -> {
            while (events.hasNext() && !isFull()) {
                emit(events.next());
            }
            if (!events.hasNext()) {
                sent.tryComplete();
            }
        };
        onDrain(more);
        more.run();
        return sent.future();
    }
}
