package io.aigateway.resilience;

/**
 * A limit that finds out by itself what the other side can do: while answers take as long as they usually do it grows, when they take
 * longer it shrinks in proportion. Source: Netflix concurrency-limits, Gradient2.
 */
public final class GradientLimit implements ConcurrencyLimit {
    /** How much slower than usual is still usual. */
    private static final double TOLERANCE = 1.5;

    /** Weight of the newest estimate. */
    private static final double SMOOTHING = 0.2;

    /** How many samples the usual duration remembers. */
    private static final double USUAL_SAMPLES = 600;

    /** How fast the usual duration is forgotten when everything has become much faster. */
    private static final double DECAY = 0.95;

    /** The limit is lowered at most to this share at a time. */
    private static final double LARGEST_STEP = 0.5;

    /** What an overloaded other side costs. */
    private static final double PENALTY = 0.9;

    private final int min;
    private final int max;
    private double limit;
    private double usualNanos;
    private long samples;

    /**
     * A limit.
     *
     * @param initial where it begins
     * @param min     never below, at least 1
     * @param max     never above
     */
    public GradientLimit(int initial, int min, int max) {
        if (min < 1 || min > initial || initial > max) {
            throw new IllegalArgumentException(
                    min + " <= " + initial + " <= " + max + " (expected: in this order, at least 1)");
        }
        this.min = min;
        this.max = max;
        this.limit = initial;
    }

    @Override
    public synchronized int now() {
        return (int) limit;
    }

    @Override
    public synchronized void learn(long nanos, int underWay, boolean overloaded) {
        if (overloaded) {
            limit = Math.max(min, limit * PENALTY);
            return;
        }
        double took = Math.max(1, nanos);
        double weight = 1 / Math.min(USUAL_SAMPLES, (double) ++samples);
        usualNanos = samples == 1 ? took : usualNanos + (took - usualNanos) * weight;
        if (usualNanos > 2 * took) {
            usualNanos *= DECAY;
        }
        if (underWay < limit / 2) {
            return; // Nothing is learnt about a limit that nobody comes near.
        }
        double gradient = Math.max(LARGEST_STEP, Math.min(1, TOLERANCE * usualNanos / took));
        double wanted = limit * gradient + Math.sqrt(limit);
        limit = Math.max(min, Math.min(max, limit * (1 - SMOOTHING) + wanted * SMOOTHING));
    }
}
