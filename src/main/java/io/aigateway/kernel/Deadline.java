package io.aigateway.kernel;

import java.time.Clock;
import java.time.Duration;

/**
 * The instant at which nobody waits for an answer any more. An instant, not a duration, so that every hop sees the same
 * clock run out; nodes of a cluster therefore need synchronised clocks.
 *
 * @param epochMillis milliseconds since 1970-01-01T00:00:00Z
 */
public record Deadline(long epochMillis) {

    /** The deadline that comes after {@code patience}, counted from now. */
    public static Deadline after(Duration patience, Clock clock) {
        return new Deadline(clock.millis() + patience.toMillis());
    }

    /** What is left, never below zero. */
    public Duration remaining(Clock clock) {
        return Duration.ofMillis(Math.max(0, epochMillis - clock.millis()));
    }

    public boolean isPast(Clock clock) {
        return clock.millis() >= epochMillis;
    }

    /** The earlier of the two. */
    public Deadline orEarlier(Deadline other) {
        return epochMillis <= other.epochMillis ? this : other;
    }
}
