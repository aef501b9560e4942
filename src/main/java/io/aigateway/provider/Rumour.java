package io.aigateway.provider;

import java.util.function.LongSupplier;

/**
 * What other nodes say about a target: it fails. That refuses nothing, because it may be their network and not the target; but it makes
 * this node quick to believe its own eyes. The first own call that fails confirms it, the first that is answered refutes it.
 */
final class Rumour {
    private final LongSupplier nanoTime;
    private final long lifeNanos;
    private volatile boolean alive;
    private volatile long heardNanos;

    /**
     * No rumour.
     *
     * @param lifeNanos how long one lives when nobody repeats it
     * @param nanoTime  a clock, in nanoseconds
     */
    Rumour(long lifeNanos, LongSupplier nanoTime) {
        this.lifeNanos = lifeNanos;
        this.nanoTime = nanoTime;
    }

    void heard(boolean failing) {
        heardNanos = nanoTime.getAsLong();
        alive = failing;
    }

    boolean isAlive() {
        return alive && nanoTime.getAsLong() - heardNanos < lifeNanos;
    }

    /** A call was answered that began then: only what began after the rumour says something about it. */
    void refute(long begunNanos) {
        if (alive && begunNanos - heardNanos >= 0) {
            alive = false;
        }
    }
}
