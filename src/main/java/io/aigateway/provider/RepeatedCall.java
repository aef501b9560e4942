package io.aigateway.provider;

import io.aigateway.bus.Scope;
import io.aigateway.kernel.Failure;
import io.aigateway.kernel.Failure.Kind;
import io.aigateway.kernel.FailureException;
import io.aigateway.model.api.ModelFailures;
import io.aigateway.model.api.Target;
import io.aigateway.resilience.Bulkhead.Place;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A call that waits for its place, goes past the breaker of its target, and is repeated when it fails in passing before its answer
 * begins: as often as settings, the retry budget and the time of the request allow.
 */
final class RepeatedCall<T> {
    private static final Logger log = LoggerFactory.getLogger(RepeatedCall.class);

    private final Vertx vertx;
    private final ProviderHost host;
    private final Scope scope;
    private final Target target;
    private final int repetitions;
    private final Supplier<TimedCall<T>> call;
    private final Promise<T> result = Promise.promise();
    private int tries;

    /**
     * A call that has not been made.
     *
     * @param repetitions how often it may be repeated
     * @param call        makes a try of it
     */
    RepeatedCall(
            Vertx vertx, ProviderHost host, Scope scope, Target target, int repetitions, Supplier<TimedCall<T>> call) {
        this.vertx = vertx;
        this.host = host;
        this.scope = scope;
        this.target = target;
        this.repetitions = repetitions;
        this.call = call;
    }

    Future<T> start() {
        host.retries().earn();
        Promise<T> answer = result; // The scope must not hold on to the call, whose body can be large.
        scope.onCancel(() -> answer.tryFail(UpstreamFailures.LEFT.asException()));
        makeTry();
        return result.future();
    }

    private void makeTry() {
        tries++;
        Place place = host.places().enter();
        scope.onCancel(place::leave);
        entered(place).onComplete(inside -> makeTry(place), cause -> {
            place.leave();
            result.tryFail(cause);
        });
    }

    private Future<Place> entered(Place place) {
        if (place.isInside()) {
            return Future.succeededFuture(place);
        }
        Promise<Place> entered = Promise.promise();
        Runnable stop = scope.later(
                host.settings().maxWait().toMillis(), () -> entered.tryFail(UpstreamFailures.BUSY.asException()));
        Future.fromCompletionStage(place.entered(), vertx.getOrCreateContext())
                .onComplete(entered::tryComplete, entered::tryFail);
        return entered.future().onComplete(done -> stop.run());
    }

    private void makeTry(Place place) {
        if (scope.isCancelled()) {
            place.leave();
            return;
        }
        host.breakers()
                .guard(target, () -> {
                    TimedCall<T> made = call.get();
                    made.result().onComplete(done -> place.leave());
                    return made.begun().map(begun -> made);
                })
                .onComplete(
                        made -> {
                            place.answered(false);
                            made.result().onComplete(result::tryComplete, result::tryFail);
                        },
                        cause -> failed(place, cause));
    }

    private void failed(Place place, Throwable cause) {
        Failure failure = FailureException.failureIn(cause);
        if (tellsOfLoad(failure)) {
            place.answered(true);
        }
        place.leave();
        long wait = repetitions >= tries && isSafe(failure)
                ? host.backoff().waitMillis(tries, failure.retryAfterSeconds())
                : -1;
        if (wait < 0
                || !hasTimeFor(wait)
                || scope.isCancelled()
                || !host.retries().spend()) {
            result.tryFail(cause);
            return;
        }
        host.metrics().retried(host.provider(), reason(failure));
        log.debug("call repeated [target: {}, reason: {}, wait: {} ms]", target.label(), reason(failure), wait);
        scope.later(wait, this::makeTry);
    }

    private boolean hasTimeFor(long wait) {
        return scope.header().deadline().remaining(host.clock()).toMillis() > wait;
    }

    private static boolean tellsOfLoad(Failure failure) {
        return failure.kind() == Kind.RATE_LIMITED || ModelFailures.isOverloaded(failure);
    }

    /** What may be done once more without harm, and may be answered then: the provider has not begun to answer. */
    private static boolean isSafe(Failure failure) {
        return failure.kind() == Kind.RATE_LIMITED
                || (failure.kind() == Kind.UPSTREAM_UNAVAILABLE && !UpstreamFailures.isFinal(failure));
    }

    private static String reason(Failure failure) {
        return failure.upstreamStatus() > 0 ? "status_" + failure.upstreamStatus() : "connection";
    }
}
