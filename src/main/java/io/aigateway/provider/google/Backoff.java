package io.aigateway.provider.google;

import java.time.Duration;
import java.time.Instant;

/** How long a server that failed is left alone: a second, doubled with each failure in a row, at most a minute. */
final class Backoff {
    private static final int MAX_DOUBLINGS = 6;
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private int failures;
    private Instant until = Instant.MIN;

    void failed(Instant now) {
        Duration wait = Duration.ofSeconds(1L << Math.min(failures, MAX_DOUBLINGS));
        until = now.plus(wait.compareTo(LONGEST) > 0 ? LONGEST : wait);
        failures++;
    }

    void succeeded() {
        failures = 0;
        until = Instant.MIN;
    }

    boolean isOver(Instant now) {
        return !now.isBefore(until);
    }

    /** Whole seconds that are left, rounded up. */
    long secondsLeft(Instant now) {
        return isOver(now)
                ? 0
                : Duration.between(now, until).plusNanos(999_999_999).toSeconds();
    }
}
