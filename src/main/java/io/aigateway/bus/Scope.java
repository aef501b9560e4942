package io.aigateway.bus;

import io.aigateway.kernel.Deadline;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/**
 * The life of one request on one node. Whatever is asked within it carries the request's header, and is stopped when the
 * scope is cancelled: work that nobody waits for ends, on every node it reached. Confined to one event loop.
 */
public final class Scope {
    private final Bus bus;
    private final Mailbox mailbox;
    private final Header header;
    private final List<Runnable> stops = new ArrayList<>(2);
    private boolean cancelled;

    Scope(Bus bus, Mailbox mailbox, Header header) {
        this.bus = bus;
        this.mailbox = mailbox;
        this.header = header;
    }

    public Header header() {
        return header;
    }

    /** Asks for one answer; the future fails with a {@link io.aigateway.kernel.FailureException} and nothing else. */
    public <Q extends Record, R extends Record> Future<R> ask(Address<Q, R> address, Q question) {
        return start(address.name(), question, header, Record.class, address.answer())
                .result();
    }

    /** Asks for one answer that must come before {@code earlier}, or before the request's own deadline. */
    public <Q extends Record, R extends Record> Future<R> ask(Address<Q, R> address, Q question, Deadline earlier) {
        return start(address.name(), question, header.within(earlier), Record.class, address.answer())
                .result();
    }

    /** Asks for a stream of events. */
    public <Q extends Record, E, R extends Record> EventStream<E, R> stream(
            StreamAddress<Q, E, R> address, Q question) {
        return start(address.name(), question, header, address.event(), address.result());
    }

    /** Asks for one answer that can be cancelled by itself; it must come before {@code earlier}. Events are none. */
    public <Q extends Record, E, R extends Record> EventStream<E, R> call(
            Address<Q, R> address, Class<E> events, Q question, Deadline earlier) {
        return start(address.name(), question, header.within(earlier), events, address.answer());
    }

    /**
     * Does something later, unless the scope is cancelled before.
     *
     * @return cancels it
     */
    public Runnable later(long millis, Runnable action) {
        long timer = bus.vertx().setTimer(Math.max(1, millis), late -> {
            if (!cancelled) {
                action.run();
            }
        });
        Runnable stop = () -> bus.vertx().cancelTimer(timer);
        onCancel(stop);
        return stop;
    }

    private <E, R extends Record> EventStream<E, R> start(
            String address, Record question, Header about, Class<E> eventType, Class<R> resultType) {
        var open = new Frame.Open(address, mailbox.address(), 0, bus.options().window(), about, question);
        var stream = new EventStream<E, R>(bus, mailbox, open, eventType, resultType);
        if (cancelled) {
            stream.cancel();
            return stream;
        }
        Runnable stop = stream::cancel;
        stops.add(stop);
        stream.result().onComplete(done -> stops.remove(stop));
        stream.open();
        return stream;
    }

    /** Registers what to do when the scope is cancelled; done at once when it is already. */
    public void onCancel(Runnable stop) {
        if (cancelled) {
            stop.run();
        } else {
            stops.add(stop);
        }
    }

    public boolean isCancelled() {
        return cancelled;
    }

    /** Stops everything that was started within this scope. */
    public void cancel() {
        if (!cancelled) {
            cancelled = true;
            List.copyOf(stops).forEach(Runnable::run);
            stops.clear();
        }
    }
}
