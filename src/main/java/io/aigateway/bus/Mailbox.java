package io.aigateway.bus;

import io.aigateway.kernel.Failure;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.internal.ContextInternal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Where the frames of one event-loop context arrive. It lives as long as the context: an address per request would cost
 * milliseconds in a cluster, a number in a table costs nothing. Confined to its event loop.
 */
final class Mailbox {
    /** How late a deadline may be noticed. One timer for all exchanges is far cheaper than one for each. */
    private static final long SWEEP_MILLIS = 25;

    private static final Failure LATE = Failure.of(Failure.Kind.TIMED_OUT, "The deadline passed");

    private final Bus bus;
    private final ContextInternal context;
    private final String address;
    private final Map<Long, Half> exchanges = new HashMap<>();
    private final MessageConsumer<Frame> consumer;
    private Promise<Void> idle = Promise.promise();
    private long lastNumber;
    private long sweeper = -1;

    /** No deadline is before this. Ten thousand open streams must not be looked at forty times a second for nothing. */
    private long nextDueMillis = Long.MAX_VALUE;

    Mailbox(Bus bus, ContextInternal context, String address) {
        this.bus = bus;
        this.context = context;
        this.address = address;
        this.consumer = bus.consume(address, message -> receive(message.body()));
    }

    /** Completes when every node can send here. */
    Future<Void> ready() {
        return consumer.completion();
    }

    String address() {
        return address;
    }

    /** How many exchanges are under way. */
    int size() {
        return exchanges.size();
    }

    long nextNumber() {
        return ++lastNumber;
    }

    void add(long number, Half half) {
        exchanges.put(number, half);
        nextDueMillis = Math.min(nextDueMillis, half.deadlineMillis());
        if (sweeper < 0) {
            sweeper = context.setPeriodic(SWEEP_MILLIS, tick -> sweep());
        }
    }

    void remove(long number) {
        exchanges.remove(number);
        if (exchanges.isEmpty()) {
            idle.tryComplete();
        }
    }

    /** Completes when nothing is under way, at the latest after {@code patience}; for one that waits at a time. */
    Future<Void> idle(Duration patience) {
        idle = Promise.promise();
        if (exchanges.isEmpty()) {
            idle.complete();
        }
        return idle.future()
                .timeout(Math.max(1, patience.toMillis()), TimeUnit.MILLISECONDS)
                .otherwiseEmpty();
    }

    /** Ends or moves what is under way with a node that is gone. Called on any thread. */
    void gone(String node) {
        context.runOnContext(now -> List.copyOf(exchanges.values()).forEach(half -> half.gone(node)));
    }

    /** Passes what is served for other nodes on to them. Called on any thread. */
    Future<Void> handOver() {
        Promise<Void> done = Promise.promise();
        context.runOnContext(now -> {
            List.copyOf(exchanges.values()).forEach(Half::handOver);
            done.complete();
        });
        return done.future();
    }

    /** Takes a frame from this node; called on any thread, and never done before the caller returns. */
    void take(Frame frame) {
        context.runOnContext(come -> receive(frame));
    }

    private void receive(Frame frame) {
        Half half = exchanges.get(frame.stream());
        if (half != null) {
            half.receive(frame);
        } else if (frame instanceof Frame.Accepted accepted) {
            // Whoever asked has gone already: it could not say so before it knew whom to tell.
            bus.send(accepted.mailbox(), new Frame.Cancel(accepted.peer()), null);
        }
    }

    private void sweep() {
        if (exchanges.isEmpty()) {
            bus.vertx().cancelTimer(sweeper);
            sweeper = -1;
            return;
        }
        long now = bus.options().clock().millis();
        if (now >= nextDueMillis) {
            endLate(now);
        }
        if (bus.neighbours() != null) {
            List.copyOf(exchanges.values()).forEach(Half::check);
        }
    }

    private void endLate(long now) {
        List<Half> late = new ArrayList<>();
        nextDueMillis = Long.MAX_VALUE;
        for (Half half : exchanges.values()) {
            if (half.deadlineMillis() <= now) {
                late.add(half);
            } else {
                nextDueMillis = Math.min(nextDueMillis, half.deadlineMillis());
            }
        }
        late.forEach(half -> half.end(LATE));
    }
}
