package io.aigateway.provider;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import io.aigateway.kernel.Failure.Kind;
import io.aigateway.kernel.FailureException;
import io.aigateway.model.api.Target;
import io.aigateway.observe.ProviderMetrics;
import io.aigateway.observe.ProviderMetrics.BreakerMeter;
import io.aigateway.observe.ProviderMetrics.State;
import io.aigateway.provider.ProviderHost.BreakerState;
import io.aigateway.resilience.FailureShare;
import io.aigateway.settings.CallSettings;
import io.vertx.circuitbreaker.CircuitBreaker;
import io.vertx.circuitbreaker.CircuitBreakerOptions;
import io.vertx.circuitbreaker.CircuitBreakerState;
import io.vertx.circuitbreaker.OpenCircuitException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A circuit breaker for each target, which is a provider's region or server with a key: one that fails most of the time is left
 * alone for a while, then tried with one real call. What counts is a server that breaks down or stays silent; a refusal or a rate
 * limit is an answer. Shared by all event loops.
 */
final class Breakers {
    private static final Logger log = LoggerFactory.getLogger(Breakers.class);

    /** Callers can name servers of their own; the least recently used ones are forgotten. */
    private static final int MAX_TARGETS = 1000;

    /** A few failures among many calls are no outage: so large a share of them must fail. */
    private static final double OUTAGE = 0.5;

    private static final int WINDOW_MILLIS = 10_000;

    private final Vertx vertx;
    private final CircuitBreakerOptions options;
    private final ProviderMetrics metrics;
    private final LongSupplier nanoTime;
    private final Cache<Object, Breaker> breakers = Caffeine.newBuilder()
            .maximumSize(MAX_TARGETS)
            .removalListener(Breakers::forget)
            .build();

    private record Breaker(String target, CircuitBreaker circuit, BreakerMeter meter) {}

    Breakers(Vertx vertx, CallSettings settings, ProviderMetrics metrics, LongSupplier nanoTime) {
        this.vertx = vertx;
        this.metrics = metrics;
        this.nanoTime = nanoTime;
        this.options = new CircuitBreakerOptions()
                .setMaxFailures(settings.breakerFailures())
                .setFailuresRollingWindow(WINDOW_MILLIS)
                .setResetTimeout(settings.breakerPause().toMillis())
                .setTimeout(-1) // the call has clocks of its own
                .setNotificationAddress(null);
    }

    /** Makes the call, unless its target is left alone. */
    <T> Future<T> guard(Target target, Supplier<Future<T>> call) {
        record Key(String endpoint, int apiKey, String location, int key) {}
        var key = new Key(target.endpoint(), target.apiKey().hashCode(), target.location(), target.key());
        Breaker breaker = Objects.requireNonNull(breakers.get(key, unseen -> make(target)));
        return breaker.circuit().execute(call).recover(Breakers::explain);
    }

    List<BreakerState> states() {
        return breakers.asMap().values().stream()
                .map(breaker -> new BreakerState(
                        breaker.target(), breaker.circuit().state().name().toLowerCase(Locale.ROOT)))
                .toList();
    }

    /** How many targets are left alone now. */
    int open() {
        return (int) breakers.asMap().values().stream()
                .filter(breaker -> breaker.circuit().state() != CircuitBreakerState.CLOSED)
                .count();
    }

    private Breaker make(Target target) {
        var share = new FailureShare(WINDOW_MILLIS, nanoTime);
        CircuitBreaker circuit = CircuitBreaker.create(target.provider(), vertx, options);
        circuit.failurePolicy(outcome -> counts(circuit, share, outcome));
        BreakerMeter meter = metrics.breaker(target.label());
        circuit.openHandler(open -> {
            meter.is(State.OPEN);
            log.warn("target left alone, it keeps failing [target: {}]", target.label());
        });
        circuit.halfOpenHandler(half -> meter.is(State.HALF_OPEN));
        circuit.closeHandler(close -> {
            meter.is(State.CLOSED);
            log.info("target answers again [target: {}]", target.label());
        });
        return new Breaker(target.label(), circuit, meter);
    }

    private static void forget(@Nullable Object key, @Nullable Breaker breaker, RemovalCause cause) {
        if (breaker != null) {
            breaker.meter().forget();
        }
    }

    private static boolean counts(CircuitBreaker circuit, FailureShare share, Future<?> outcome) {
        Kind kind =
                outcome.failed() ? FailureException.failureIn(outcome.cause()).kind() : null;
        boolean probe = circuit.state() == CircuitBreakerState.HALF_OPEN;
        if (kind == Kind.CANCELLED) {
            return probe; // A call that was not finished does not prove that the target works.
        }
        boolean outage = kind == Kind.UPSTREAM_UNAVAILABLE || kind == Kind.TIMED_OUT;
        share.add(outage);
        return outage && (probe || share.now() >= OUTAGE);
    }

    private static <T> Future<T> explain(Throwable cause) {
        return Future.failedFuture(
                cause instanceof OpenCircuitException ? UpstreamFailures.LEFT_ALONE.asException() : cause);
    }
}
