package io.aigateway.limit;

/**
 * How a counter stands after a charge.
 *
 * @param counter    where the charge stands, which is not the counter that was named when there was no room for that one
 * @param second     under which it stands
 * @param used       what stands there in all
 * @param freeMillis when some of it passes, in milliseconds since 1970; after a refusal, when there may be room
 */
record Standing(String counter, long second, long used, long freeMillis) {
    /** The same after more was added. */
    Standing with(long amount) {
        return new Standing(counter, second, used + amount, freeMillis);
    }
}
