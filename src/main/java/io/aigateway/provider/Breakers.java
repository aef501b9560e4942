package io.aigateway.provider;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.aigateway.kernel.Failure;
import io.aigateway.kernel.Failure.Kind;
import io.aigateway.kernel.FailureException;
import io.aigateway.model.api.Target;
import io.vertx.circuitbreaker.CircuitBreaker;
import io.vertx.circuitbreaker.CircuitBreakerOptions;
import io.vertx.circuitbreaker.OpenCircuitException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * A circuit breaker for each target: a server that keeps failing is left alone for a while, then tried with one call. What counts
 * is a server that breaks down or stays silent; a refusal or a rate limit is an answer.
 */
final class Breakers {
    private static final int MAX_TARGETS = 1000;
    private static final CircuitBreakerOptions OPTIONS = new CircuitBreakerOptions()
            .setMaxFailures(20)
            .setFailuresRollingWindow(10_000)
            .setResetTimeout(5_000)
            .setTimeout(-1) // the call has clocks of its own
            .setNotificationAddress(null);

    private static final Failure OPEN = new Failure(
            Kind.UPSTREAM_UNAVAILABLE,
            "The provider keeps failing and is left alone for a moment",
            OPTIONS.getResetTimeout() / 1000,
            0,
            java.util.List.of());

    private final Vertx vertx;
    private final Cache<Object, CircuitBreaker> breakers =
            Caffeine.newBuilder().maximumSize(MAX_TARGETS).build();

    Breakers(Vertx vertx) {
        this.vertx = vertx;
    }

    /** Makes the call, unless its target is left alone. */
    <T> Future<T> guard(Target target, Supplier<Future<T>> call) {
        record Key(String endpoint, int apiKey, String location) {}
        var key = new Key(target.endpoint(), target.apiKey().hashCode(), target.location());
        CircuitBreaker breaker = Objects.requireNonNull(breakers.get(key, unseen -> make(target)));
        return breaker.execute(call).recover(Breakers::explain);
    }

    private CircuitBreaker make(Target target) {
        return CircuitBreaker.create(target.provider(), vertx, OPTIONS)
                .failurePolicy(outcome -> outcome.failed() && isOutage(outcome.cause()));
    }

    private static boolean isOutage(Throwable cause) {
        Kind kind = FailureException.failureIn(cause).kind();
        return kind == Kind.UPSTREAM_UNAVAILABLE || kind == Kind.TIMED_OUT;
    }

    private static <T> Future<T> explain(Throwable cause) {
        return Future.failedFuture(cause instanceof OpenCircuitException ? OPEN.asException() : cause);
    }
}
