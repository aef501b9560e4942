package io.aigateway.resilience;

/** How many pieces of work may be under way at once. */
public interface ConcurrencyLimit {

    /** The limit now, at least 1. */
    int now();

    /**
     * Learns from work that has ended.
     *
     * @param nanos     how long it took, in nanoseconds
     * @param underWay  how much was under way when it began, itself included
     * @param overloaded whether it failed because the other side has too much to do
     */
    void learn(long nanos, int underWay, boolean overloaded);

    /** A limit that stays what it is. */
    static ConcurrencyLimit fixed(int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("limit: " + limit + " (expected: at least 1)");
        }
        return new ConcurrencyLimit() {
            @Override
            public int now() {
                return limit;
            }

            @Override
            public void learn(long nanos, int underWay, boolean overloaded) {
                // Nothing changes it.
            }
        };
    }
}
