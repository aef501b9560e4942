package io.aigateway.resilience;

import java.util.function.LongSupplier;

/**
 * How loaded a target is: a moving average of the time to its first token, times what is under way. A slow answer, or a failure, raises the average
 * at once, quick ones lower it over some seconds, and what is not asked is slowly forgotten, so that it is tried again. Source:
 * Twitter Finagle, Peak EWMA.
 */
public final class Load {
    /** After so long an old average counts for a third. */
    private static final double MEMORY_NANOS = 10e9;

    /** What is assumed of a target that nobody has asked yet: little, so that it is tried. */
    private static final double UNKNOWN_NANOS = 1e6;

    /** What a failure counts for at least: what fails at once would look like the quickest of all. */
    private static final long FAILED_NANOS = 1_000_000_000;

    private final LongSupplier nanoTime;
    private double average = -1;
    private long updated;
    private int underWay;

    /**
     * Nothing known yet.
     *
     * @param nanoTime a clock, in nanoseconds
     */
    public Load(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.updated = nanoTime.getAsLong();
    }

    /** A call begins. */
    public synchronized void begin() {
        underWay++;
    }

    /** The call that began is over. */
    public synchronized void end() {
        underWay--;
    }

    /** The first token came, after so many nanoseconds. */
    public synchronized void answered(long nanos) {
        long now = nanoTime.getAsLong();
        double kept = Math.exp(-(now - updated) / MEMORY_NANOS);
        average = average < 0 || nanos > average ? (double) nanos : average * kept + nanos * (1 - kept);
        updated = now;
    }

    /** The call failed after so many nanoseconds, which counts as a slow answer. */
    public synchronized void failed(long nanos) {
        answered(Math.max(nanos, FAILED_NANOS));
    }

    /** Another was quicker; this one had not said a word for so many nanoseconds. */
    public synchronized void outrun(long nanos) {
        if (nanos > average) {
            answered(nanos);
        }
    }

    /** How loaded it is; smaller is better. */
    public synchronized double cost() {
        double remembered =
                average < 0 ? UNKNOWN_NANOS : average * Math.exp(-(nanoTime.getAsLong() - updated) / MEMORY_NANOS);
        return Math.max(UNKNOWN_NANOS, remembered) * (underWay + 1);
    }

    public synchronized int underWay() {
        return underWay;
    }
}
