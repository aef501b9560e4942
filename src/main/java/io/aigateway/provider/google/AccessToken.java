package io.aigateway.provider.google;

import io.aigateway.kernel.Secret;
import java.time.Duration;
import java.time.Instant;

/**
 * A token and how long it lasts.
 *
 * @param obtained when it was asked for
 * @param expires  when Google stops accepting it
 */
record AccessToken(Secret value, Instant obtained, Instant expires) {
    /** From here on a new one is fetched while this one is still sent. Google's own libraries do the same. */
    private static final Duration REFRESH_BEFORE = Duration.ofSeconds(225);

    /** Of tokens that live shorter, half of the life is left at that moment. The usual life is an hour. */
    private static final Duration SHORT_LIFE = REFRESH_BEFORE.multipliedBy(2);

    /** From here on it is no longer sent: it could expire on its way. */
    private static final Duration UNSAFE_BEFORE = Duration.ofSeconds(10);

    boolean isFresh(Instant now) {
        Duration lifetime = Duration.between(obtained, expires);
        boolean usual = lifetime.compareTo(SHORT_LIFE) >= 0;
        return now.isBefore(expires.minus(usual ? REFRESH_BEFORE : lifetime.dividedBy(2)));
    }

    boolean isUsable(Instant now) {
        return now.isBefore(expires.minus(UNSAFE_BEFORE));
    }
}
