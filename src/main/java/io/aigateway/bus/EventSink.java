package io.aigateway.bus;

/** The writing side of an exchange, given to whoever serves it. Confined to the event loop of the server. */
public interface EventSink<E> {

    /** Sends an event, or keeps it until the reader has room. Ignored once the exchange has ended. */
    void emit(E event);

    /** Whether the reader is behind: a producer that can wait should, until {@link #onDrain} calls. */
    boolean isFull();

    /** Sets what to do when the reader has caught up after {@link #isFull} was true. */
    void onDrain(Runnable action);
}
