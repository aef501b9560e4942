package io.aigateway.provider.google;

import io.aigateway.kernel.Failure;
import io.aigateway.kernel.Failure.Kind;
import io.aigateway.kernel.Secret;
import io.aigateway.settings.ProviderSettings;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gateway's access to Google Cloud: a token that is kept, renewed before it expires, and fetched by one call at a time. May be
 * shared by event loops; each gets its answers on its own. Source: Google's authentication reference, Application Default
 * Credentials.
 */
public final class GoogleCredentials {
    private static final Logger log = LoggerFactory.getLogger(GoogleCredentials.class);

    /** A token that is refused although it is younger than this would not get better by fetching another one. */
    private static final Duration TOO_YOUNG_TO_FORGET = Duration.ofMinutes(1);

    private final Vertx vertx;
    private final TokenSource source;
    private final Clock clock;
    private final Backoff backoff = new Backoff();
    private @Nullable AccessToken token;
    private @Nullable Future<AccessToken> pending;

    GoogleCredentials(Vertx vertx, TokenSource source, Clock clock) {
        this.vertx = vertx;
        this.source = source;
        this.clock = clock;
    }

    /**
     * The credentials that the settings name. Reads a file: call it at start, not on an event loop.
     *
     * @throws IllegalArgumentException when they cannot be used; the text does not repeat them
     */
    public static GoogleCredentials of(Vertx vertx, ProviderSettings.Vertex settings) {
        return of(vertx, settings, Clock.systemUTC(), TokenServer.PATIENCE);
    }

    static GoogleCredentials of(Vertx vertx, ProviderSettings.Vertex settings, Clock clock, Duration patience) {
        var server = new TokenServer(vertx, clock, patience);
        return new GoogleCredentials(vertx, KeyFile.sourceOf(settings, server), clock);
    }

    /**
     * A token that Google accepts for at least some seconds more.
     *
     * @return fails with {@link Kind#UPSTREAM_UNAVAILABLE} when none can be had within 10 seconds, and at once for a while after
     *     such a failure
     */
    public synchronized Future<Secret> token() {
        Instant now = clock.instant();
        AccessToken known = token;
        if (known != null && known.isFresh(now)) {
            return Future.succeededFuture(known.value());
        }
        Future<AccessToken> renewed = pending == null ? renew(now) : pending;
        return known != null && known.isUsable(now)
                ? Future.succeededFuture(known.value())
                : onContextOfCaller(renewed).map(AccessToken::value);
    }

    /** Drops the token, because Google has refused it. The next call fetches another one. */
    public synchronized void forget() {
        if (token != null && token.obtained().plus(TOO_YOUNG_TO_FORGET).isBefore(clock.instant())) {
            token = null;
        }
    }

    /** The Google Cloud project that the credentials belong to; empty when they do not say. */
    public String project() {
        return source.project();
    }

    /** The project that calls are counted for; empty for the credentials' own. */
    public String quotaProject() {
        return source.quotaProject();
    }

    private Future<AccessToken> renew(Instant now) {
        if (!backoff.isOver(now)) {
            return Future.failedFuture(unavailable(backoff.secondsLeft(now)).asException());
        }
        Promise<AccessToken> fetched = Promise.promise();
        pending = fetched.future(); // before the source is asked: it may answer at once
        Future.succeededFuture(source).compose(TokenSource::fetch).onComplete((found, cause) -> {
            settle(found, cause);
            if (cause == null) {
                fetched.complete(found);
            } else {
                fetched.fail(unavailable(0).asException());
            }
        });
        return fetched.future();
    }

    private synchronized void settle(@Nullable AccessToken found, @Nullable Throwable cause) {
        pending = null;
        if (cause == null) {
            backoff.succeeded();
            token = found;
            return;
        }
        backoff.failed(clock.instant());
        log.warn("no token from google [source: {}, reason: {}]", source.kind(), reason(cause));
    }

    private <T> Future<T> onContextOfCaller(Future<T> shared) {
        Context caller = vertx.getOrCreateContext();
        Promise<T> own = Promise.promise();
        shared.onComplete((found, cause) -> caller.runOnContext(run -> own.complete(found, cause)));
        return own.future();
    }

    private static String reason(Throwable cause) {
        if (cause instanceof TokenException) {
            return String.valueOf(cause.getMessage());
        }
        return cause instanceof TimeoutException ? "too slow" : cause.getClass().getSimpleName();
    }

    private static Failure unavailable(long retryAfterSeconds) {
        return Failure.upstream(
                Kind.UPSTREAM_UNAVAILABLE, "The gateway cannot sign in to Google Cloud", 0, retryAfterSeconds);
    }
}
