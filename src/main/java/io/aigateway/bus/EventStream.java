package io.aigateway.bus;

import io.aigateway.kernel.Failure;
import io.aigateway.kernel.Failure.Kind;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The reading side of an exchange: events in order, then one result or one failure.
 *
 * <p>Events go to the handler one by one, on the event loop of the scope that asked. The producer may be at most one window of
 * events ahead of the handler; a paused reader therefore stops it. Cancelling, or the deadline, stops the producer's work.
 */
public final class EventStream<E, R extends Record> implements Half {
    private static final Logger log = LoggerFactory.getLogger(EventStream.class);
    private static final Failure LOST = Failure.of(Kind.UPSTREAM_UNAVAILABLE, "The node that answered was lost");

    private final Bus bus;
    private final Mailbox mailbox;
    private final ContextInternal context;
    private final String address;
    private final Header header;
    private final Class<E> eventType;
    private final Class<R> resultType;
    private final Promise<R> result;
    private final Deque<E> unread = new ArrayDeque<>(1);
    private final Route route;
    /** Kept as long as it may have to be asked of another node: it can be large, and an answer may take minutes. */
    private @Nullable Record question;

    private Predicate<E> preamble = event -> false;
    private @Nullable Consumer<E> handler;
    private Frame.@Nullable Accepted producer;
    private Frame.@Nullable Done done;
    private @Nullable Failure failure;
    private boolean paused;
    private boolean ended;
    private int owed;
    private boolean told;
    private long number;
    private long received;

    EventStream(Bus bus, Mailbox mailbox, Frame.Open question, Class<E> eventType, Class<R> resultType) {
        this.bus = bus;
        this.mailbox = mailbox;
        this.context = bus.currentContext();
        this.address = question.address();
        this.header = question.header();
        this.question = (Record) question.message();
        this.route = new Route(bus, address);
        this.eventType = eventType;
        this.resultType = resultType;
        this.result = context.promise();
    }

    /** The result after the last event; fails with a {@link io.aigateway.kernel.FailureException} and nothing else. */
    public Future<R> result() {
        return result.future();
    }

    /** Sets who reads. Events that came before wait, at most a window of them. */
    public EventStream<E, R> handler(Consumer<E> reader) {
        handler = reader;
        deliver();
        return this;
    }

    /** Passes every event on, none or many for one, as fast as {@code sink} takes them. */
    public <F> EventStream<E, R> pipeTo(EventSink<F> sink, Function<E, List<F>> change) {
        sink.onDrain(this::resume);
        return handler(event -> {
            change.apply(event).forEach(sink::emit);
            if (sink.isFull()) {
                pause();
            }
        });
    }

    /** Stops the handler; the producer stops too, within the window. */
    public void pause() {
        paused = true;
    }

    public void resume() {
        paused = false;
        deliver();
    }

    /** Ends the exchange: the producer's work is stopped and {@link #result} fails with {@link Kind#CANCELLED}. */
    public void cancel() {
        end(Failure.of(Kind.CANCELLED, "Nobody waits for the answer"));
    }

    /**
     * Says which events are none of an answer. A question is asked again when the node that answers dies before anything else
     * came; the reader may then hear such events again.
     */
    public EventStream<E, R> preamble(Predicate<E> events) {
        preamble = events;
        return this;
    }

    void open() {
        number = mailbox.nextNumber();
        mailbox.add(number, this);
        long asked = number;
        Record message = Objects.requireNonNull(question);
        route.open(new Frame.Open(
                        address, mailbox.address(), asked, bus.options().window(), header, message))
                .onFailure(cause -> context.execute(() -> notSent(asked, cause)));
        if (!route.isRemote()) {
            question = null;
        }
    }

    private void notSent(long asked, Throwable cause) {
        if (asked != number || ended) {
            return;
        }
        if (route.isRemote()) {
            lost();
        } else {
            fail(BusFailures.of(address, cause));
        }
    }

    @Override
    public void gone(String node) {
        if (route.isTo(node)) {
            lost();
        }
    }

    @Override
    public void handOver() {
        // What this node asks, it asks for itself or for somebody whose question is handed over.
    }

    @Override
    public void check() {
        if (producer == null && route.isOverdue()) {
            lost();
        }
    }

    /** The node that was asked is gone. What has told nothing yet is asked again elsewhere, and nobody notices. */
    private void lost() {
        if (ended || done != null || failure != null) {
            return;
        }
        stopProducer();
        mailbox.remove(number);
        route.fail();
        if (question == null
                || !route.hasAnother()
                || header.deadline().isPast(bus.options().clock())) {
            fail(told ? LOST : route.unserved());
            return;
        }
        producer = null;
        unread.clear();
        owed = 0;
        received = 0;
        open();
    }

    private void stopProducer() {
        Frame.Accepted peer = producer;
        if (peer != null && bus.isReachable(peer.mailbox())) {
            bus.send(peer.mailbox(), new Frame.Cancel(peer.peer()), null);
        }
    }

    @Override
    public long deadlineMillis() {
        return header.deadline().epochMillis();
    }

    @Override
    public void end(Failure why) {
        if (ended) {
            return;
        }
        stopProducer();
        unread.clear();
        fail(why);
    }

    @Override
    public void receive(Frame frame) {
        context.dispatch(frame, this::take);
    }

    private void take(Frame frame) {
        if (frame instanceof Frame.Event event) {
            take(event);
        } else if (frame instanceof Frame.Done last) {
            done = last;
        } else if (frame instanceof Frame.Failed failed) {
            failure = failed.failure();
        } else if (frame instanceof Frame.Lost) {
            lost();
        } else if (frame instanceof Frame.Accepted accepted) {
            producer = accepted;
            grant();
        }
        deliver();
    }

    private void take(Frame.Event frame) {
        if (frame.sequence() != received++) {
            end(Failure.of(Kind.INTERNAL, "An event of the stream was lost"));
            return;
        }
        E event = WireFormat.unwrap(frame.event(), eventType);
        if (event != null) {
            unread.add(event);
        } else {
            owed++;
        }
    }

    private void deliver() {
        Consumer<E> reader = handler;
        while (!paused && !ended && reader != null && !unread.isEmpty()) {
            owed++;
            read(reader, unread.remove());
            grant();
        }
        if (unread.isEmpty() && !ended) {
            finish();
        }
    }

    private void read(Consumer<E> reader, E event) {
        if (!told && !preamble.test(event)) {
            told = true;
            question = null;
        }
        try {
            reader.accept(event);
        } catch (RuntimeException e) {
            log.error("an event could not be handled [event: {}]", eventType.getSimpleName(), e);
            end(Failure.of(Kind.INTERNAL, "Internal Server Error"));
        }
    }

    /** Gives back the room of what was read, in half-window portions: few messages, and the producer never runs dry. */
    private void grant() {
        Frame.Accepted peer = producer;
        if (peer != null && !ended && owed > 0 && owed >= bus.options().window() / 2) {
            bus.send(peer.mailbox(), new Frame.Credit(peer.peer(), owed), this);
            owed = 0;
        }
    }

    private void finish() {
        Frame.Done last = done;
        Failure why = failure;
        if (why != null) {
            fail(why);
        } else if (last != null && last.events() != received) {
            fail(Failure.of(Kind.INTERNAL, "An event of the stream was lost"));
        } else if (last != null) {
            succeed(WireFormat.unwrap(last.result(), resultType));
        }
    }

    private void succeed(@Nullable R value) {
        if (value == null) {
            fail(Failure.of(Kind.INTERNAL, "The result is of an unknown kind"));
            return;
        }
        leave();
        result.tryComplete(value);
    }

    private void fail(Failure why) {
        leave();
        result.tryFail(why.asException());
    }

    private void leave() {
        ended = true;
        route.end();
        mailbox.remove(number);
    }
}
