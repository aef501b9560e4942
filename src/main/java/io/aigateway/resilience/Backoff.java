package io.aigateway.resilience;

import java.util.function.DoubleSupplier;

/**
 * How long to wait before a call is repeated: anything up to a bound that doubles each time (full jitter), so that many callers that
 * failed together do not come back together. Source: AWS Architecture Blog, Exponential Backoff And Jitter.
 */
public final class Backoff {
    /** Beyond this many doublings the bound is reached for any base. */
    private static final int MAX_DOUBLINGS = 30;

    private final long baseMillis;
    private final long maxMillis;
    private final DoubleSupplier random;

    /**
     * A back-off.
     *
     * @param baseMillis longest first wait, in milliseconds
     * @param maxMillis  longest wait at all, in milliseconds
     * @param random     numbers from 0 to below 1
     */
    public Backoff(long baseMillis, long maxMillis, DoubleSupplier random) {
        this.baseMillis = baseMillis;
        this.maxMillis = maxMillis;
        this.random = random;
    }

    /**
     * The wait before a repetition, in milliseconds; negative when there is no point in waiting, because the other side asks for more
     * than the bound.
     *
     * @param repetition       1 for the first
     * @param askedForSeconds  what the other side asks for; 0 for nothing
     */
    public long waitMillis(int repetition, long askedForSeconds) {
        long asked = askedForSeconds * 1000;
        if (asked > maxMillis) {
            return -1;
        }
        int doublings = Math.min(MAX_DOUBLINGS, Math.max(0, repetition - 1));
        long bound = Math.min(maxMillis, baseMillis << doublings);
        return Math.max(asked, (long) (random.getAsDouble() * bound));
    }
}
