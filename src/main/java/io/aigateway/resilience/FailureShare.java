package io.aigateway.resilience;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Which share of the last calls failed, over a window that moves on in ten steps. */
public final class FailureShare {
    private static final int STEPS = 10;

    private final LongSupplier nanoTime;
    private final long stepNanos;
    private final int[] calls = new int[STEPS];
    private final int[] failures = new int[STEPS];
    private long step;

    /**
     * A share of no calls.
     *
     * @param windowMillis how far back it looks, in milliseconds; at least 10
     * @param nanoTime     a clock, in nanoseconds
     */
    public FailureShare(long windowMillis, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.stepNanos = TimeUnit.MILLISECONDS.toNanos(windowMillis / STEPS);
        this.step = nanoTime.getAsLong() / stepNanos;
    }

    /** A call ended. */
    public synchronized void add(boolean failed) {
        moveOn();
        int place = Math.floorMod(step, STEPS);
        calls[place]++;
        if (failed) {
            failures[place]++;
        }
    }

    /** The share, from 0 to 1; 0 without calls. */
    public synchronized double now() {
        moveOn();
        int all = 0;
        int failed = 0;
        for (int i = 0; i < STEPS; i++) {
            all += calls[i];
            failed += failures[i];
        }
        return all == 0 ? 0 : (double) failed / all;
    }

    private void moveOn() {
        long now = nanoTime.getAsLong() / stepNanos;
        for (long passed = Math.max(step + 1, now - STEPS + 1); passed <= now; passed++) {
            int place = Math.floorMod(passed, STEPS);
            calls[place] = 0;
            failures[place] = 0;
        }
        step = Math.max(step, now);
    }
}
