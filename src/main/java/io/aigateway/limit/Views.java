package io.aigateway.limit;

import java.util.List;
import java.util.function.LongSupplier;

/**
 * What a node sees of the cluster now. A node that stood still, so that the others may have taken it for dead, begins a new view when it
 * goes on: what it knows may be out of date. May be used by many threads.
 */
final class Views {
    /** How long a look at the cluster is good for. */
    private static final long LOOK_NANOS = 2_000_000;

    private final Peers peers;
    private final LongSupplier epochMillis;
    private final LongSupplier nanoTime;
    private final long stoodStillNanos;
    private volatile View current;
    private volatile long looked;
    private volatile long beaten;

    /**
     * Views of one node.
     *
     * @param stoodStillNanos a node that was not heard of for longer may have been taken for dead
     */
    Views(Peers peers, LongSupplier epochMillis, LongSupplier nanoTime, long stoodStillNanos) {
        this.peers = peers;
        this.epochMillis = epochMillis;
        this.nanoTime = nanoTime;
        this.stoodStillNanos = stoodStillNanos;
        this.looked = nanoTime.getAsLong();
        this.beaten = looked;
        this.current = new View(peers.self(), peers.staying(), peers.alive(), 0, epochMillis.getAsLong());
    }

    View now() {
        long nanos = nanoTime.getAsLong();
        return nanos - looked < LOOK_NANOS && nanos - beaten < stoodStillNanos ? current : look(nanos);
    }

    /** Called again and again, several times within the time after which a node counts as dead. */
    void beat() {
        now();
        beaten = nanoTime.getAsLong();
    }

    private synchronized View look(long nanos) {
        List<String> alive = peers.alive();
        List<String> staying = peers.staying();
        List<String> counting = staying.isEmpty() ? alive : staying;
        boolean stoodStill = nanos - beaten >= stoodStillNanos;
        View before = current;
        if (stoodStill || !before.isSameAs(counting, alive)) {
            current = new View(peers.self(), counting, alive, before.epoch() + 1, epochMillis.getAsLong());
        }
        if (stoodStill) {
            beaten = nanos;
        }
        looked = nanos;
        return current;
    }
}
