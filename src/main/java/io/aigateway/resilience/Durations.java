package io.aigateway.resilience;

import java.util.Arrays;

/** The last durations of a kind of work, and below which most of them stay. */
public final class Durations {
    private static final int KEPT = 256;

    /** Fewer say nothing. */
    private static final int ENOUGH = 20;

    /** A quantile is worked out anew after so many more. */
    private static final int REFRESH = 16;

    private final double quantile;
    private final long[] nanos = new long[KEPT];
    private int count;
    private int sinceRefresh;
    private long known = -1;

    /**
     * Nothing known yet.
     *
     * @param quantile which share stays below, from 0 to 1, e.g. 0.95
     */
    public Durations(double quantile) {
        this.quantile = quantile;
    }

    /** Adds one, in nanoseconds. */
    public synchronized void add(long duration) {
        nanos[count++ % KEPT] = duration;
        if (count >= ENOUGH && (known < 0 || ++sinceRefresh >= REFRESH)) {
            sinceRefresh = 0;
            long[] sorted = Arrays.copyOf(nanos, Math.min(count, KEPT));
            Arrays.sort(sorted);
            known = sorted[(int) Math.min(sorted.length - 1L, (long) Math.ceil(quantile * sorted.length) - 1)];
        }
        if (count == Integer.MAX_VALUE) {
            count = KEPT;
        }
    }

    /** The duration below which the share stays, in nanoseconds; negative while too little is known. */
    public synchronized long quantileNanos() {
        return known;
    }
}
