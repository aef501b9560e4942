package io.aigateway.bus;

import io.aigateway.kernel.Failure;
import io.aigateway.kernel.Failure.Kind;
import io.aigateway.kernel.FailureException;
import io.vertx.core.Future;
import io.vertx.core.internal.ContextInternal;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The serving side of an exchange: keeps events while the reader has no room, and ends the work when it has gone. */
final class Serving<Q extends Record, E, R extends Record> implements Half, EventSink<E> {
    /**
     * Events kept for a reader that has no room. A producer that looks at {@link #isFull} stays far below it: what one network
     * read of a provider holds. One that does not is ended rather than allowed to fill the memory.
     */
    private static final int MAX_KEPT = 4096;

    private static final Logger log = LoggerFactory.getLogger(Serving.class);

    private final Bus bus;
    private final Mailbox mailbox;
    private final Hops.@Nullable Hop hop;
    private final ContextInternal context;
    private final Scope scope;
    private final String reader;
    private final boolean remote;
    private final long readerNumber;
    private final long number;
    private final String address;
    private final Deque<E> kept = new ArrayDeque<>(1);

    private Runnable drain = () -> {};
    private @Nullable R result;
    private @Nullable Failure failure;
    private int credit;
    private long sent;
    private boolean full;
    private boolean ended;

    Serving(Bus bus, Mailbox mailbox, Frame.Open open) {
        this.bus = bus;
        this.mailbox = mailbox;
        this.context = bus.currentContext();
        this.hop = bus.options().hops().enter(context, open.address(), open.header());
        this.scope = new Scope(bus, mailbox, hop == null ? open.header() : hop.header());
        this.reader = open.mailbox();
        this.remote = bus.isRemote(reader);
        this.readerNumber = open.stream();
        this.number = mailbox.nextNumber();
        this.address = open.address();
        this.credit = open.credit();
    }

    void start(StreamServer<Q, E, R> server, Class<Q> questionType, Frame.Open open) {
        mailbox.add(number, this);
        if (remote) {
            bus.beginForOthers();
        }
        tell(new Frame.Accepted(readerNumber, mailbox.address(), number));
        Future<R> work;
        try {
            Q question = WireFormat.unwrap(open.message(), questionType);
            work = question == null ? unknown() : server.serve(scope, question, this);
        } catch (RuntimeException e) {
            work = Future.failedFuture(e);
        }
        work.onComplete(this::succeeded, this::failed);
    }

    private Future<R> unknown() {
        return Future.failedFuture(
                Failure.of(Kind.UNSERVED, "This node does not know the message").asException());
    }

    @Override
    public long deadlineMillis() {
        return scope.header().deadline().epochMillis();
    }

    @Override
    public void receive(Frame frame) {
        context.dispatch(frame, this::take);
    }

    private void take(Frame frame) {
        if (frame instanceof Frame.Credit more) {
            credit += more.amount();
            flush();
        } else if (frame instanceof Frame.Cancel) {
            leave();
        }
    }

    @Override
    public void end(Failure why) {
        if (!ended) {
            failure = why;
            tell(new Frame.Failed(readerNumber, why));
            leave();
        }
    }

    @Override
    public void gone(String node) {
        if (remote && NodeAddress.nodeOf(reader).equals(node)) {
            handOver();
        }
    }

    @Override
    public void handOver() {
        if (remote && !ended) {
            leave();
            if (bus.isReachable(reader)) {
                bus.send(reader, new Frame.Lost(readerNumber), null);
            }
        }
    }

    @Override
    public void check() {
        // A reader owes nothing before the deadline.
    }

    @Override
    public void emit(E event) {
        if (ended) {
            return;
        }
        if (credit > 0 && kept.isEmpty()) {
            send(event);
        } else if (kept.size() < MAX_KEPT) {
            kept.add(event);
        } else {
            end(Failure.of(Kind.OVERLOADED, "The reader is too slow"));
        }
        full = credit <= 0;
    }

    @Override
    public boolean isFull() {
        return full;
    }

    @Override
    public void onDrain(Runnable action) {
        drain = action;
    }

    private void send(E event) {
        credit--;
        tell(new Frame.Event(readerNumber, sent++, event));
    }

    private void flush() {
        while (credit > 0 && !kept.isEmpty()) {
            send(kept.remove());
        }
        finish();
        if (full && credit > 0 && !ended) {
            full = false;
            drain.run();
        }
    }

    private void succeeded(R value) {
        result = value;
        finish();
    }

    private void failed(Throwable cause) {
        if (!ended && !FailureException.isFailure(cause)) {
            log.error("request failed unexpectedly [address: {}]", address, cause);
        }
        failure = FailureException.failureIn(cause);
        finish();
    }

    /** Ends the exchange once everything before the end has been sent. */
    private void finish() {
        if (ended || !kept.isEmpty()) {
            return;
        }
        R value = result;
        Failure why = failure;
        if (why != null) {
            tell(new Frame.Failed(readerNumber, why));
            leave();
        } else if (value != null) {
            tell(new Frame.Done(readerNumber, sent, value));
            leave();
        }
    }

    private void tell(Frame frame) {
        bus.send(reader, frame, this);
    }

    private void leave() {
        if (ended) {
            return;
        }
        ended = true;
        if (remote) {
            bus.endForOthers();
        }
        kept.clear();
        mailbox.remove(number);
        scope.cancel();
        if (hop != null) {
            hop.end(failure != null || result != null ? failure : Failure.of(Kind.CANCELLED, "Nobody waits any more"));
        }
    }
}
