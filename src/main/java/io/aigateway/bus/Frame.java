package io.aigateway.bus;

import io.aigateway.kernel.Failure;

/**
 * What really crosses the event bus. One exchange is: {@code Open} to a service address, {@code Accepted} back, then events
 * one way and credits the other, until {@code Done}, {@code Failed} or {@code Cancel}.
 *
 * <p>{@code stream} always is the number under which the <em>receiver</em> of the frame knows the exchange. Payloads are
 * objects inside a JVM and {@link WirePayload} after they crossed a wire; only the receiver knows their type.
 */
sealed interface Frame {

    long stream();

    /** Asks a service to start. {@code mailbox} and {@code stream} say where answers go. */
    record Open(String address, String mailbox, long stream, int credit, Header header, Object message)
            implements Frame {}

    /** The service has started. {@code mailbox} and {@code peer} say where credits and a cancellation go. */
    record Accepted(long stream, String mailbox, long peer) implements Frame {}

    /** The next event. {@code sequence} counts from 0, so that a lost one is noticed. */
    record Event(long stream, long sequence, Object event) implements Frame {}

    /** The end. {@code events} is how many came before. */
    record Done(long stream, long events, Object result) implements Frame {}

    /** The end, without a result. */
    record Failed(long stream, Failure failure) implements Frame {}

    /** The reader has room for {@code amount} more events. */
    record Credit(long stream, int amount) implements Frame {}

    /** Nobody reads any more. */
    record Cancel(long stream) implements Frame {}

    /** The service cannot go on, through no fault of the question: another node may answer it. */
    record Lost(long stream) implements Frame {}

    /** What another node tells about itself. Belongs to no exchange. */
    record News(Object card) implements Frame {
        @Override
        public long stream() {
            return -1;
        }
    }

    /** What another node has learnt, as a {@link Topic} says. Belongs to no exchange. */
    record Told(String topic, Object note) implements Frame {
        @Override
        public long stream() {
            return -1;
        }
    }

    /** A frame of a version that this node does not know. */
    record Unreadable(long stream) implements Frame {}
}
