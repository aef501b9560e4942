package io.aigateway.provider;

import io.aigateway.bus.Scope;
import io.aigateway.kernel.Failure;
import io.aigateway.kernel.Failure.Kind;
import io.aigateway.kernel.FailureException;
import io.aigateway.model.api.Target;
import io.aigateway.settings.ProviderSettings;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends the calls of one provider: behind a breaker for each target, and past the guard of addresses that callers name. */
final class UpstreamCalls {
    private static final Logger log = LoggerFactory.getLogger(UpstreamCalls.class);

    private final Upstream upstream;
    private final Breakers breakers;
    private final AddressGuard guard;
    private final Errors errors;

    /** What an error response of the provider means. */
    @FunctionalInterface
    interface Errors {
        Failure explain(int status, MultiMap headers, byte[] body);
    }

    UpstreamCalls(Vertx vertx, ProviderSettings settings, Errors errors) {
        this.upstream = new Upstream(vertx, settings);
        this.breakers = new Breakers(vertx);
        this.guard = new AddressGuard(vertx, settings.allowedAddresses());
        this.errors = errors;
    }

    /**
     * Sends a call and waits for the head of an answer that is none of refusal.
     *
     * @param silentMillis how long nothing at all may arrive, in milliseconds
     */
    Future<UpstreamExchange> send(Scope scope, Target target, UpstreamCall call, long silentMillis) {
        return breakers.guard(target, () -> head(scope, target, call, silentMillis));
    }

    /** Sends a call of a provider's own API and waits for the head of any answer. */
    Future<UpstreamExchange> pass(Scope scope, Target target, UpstreamCall call, long silentMillis) {
        return breakers.guard(
                target, () -> upstream.send(scope, call, null, silentMillis).recover(UpstreamFailures::explain));
    }

    /** Keeps a known failure, makes one of anything else, and notes it in the log. */
    <T> Future<T> explain(Target target, Throwable cause) {
        return UpstreamFailures.<T>explain(cause).onFailure(explained -> logFailure(target, explained));
    }

    private Future<UpstreamExchange> head(Scope scope, Target target, UpstreamCall call, long silentMillis) {
        UpstreamCall complete = call.with(target.headers());
        return guard.check(target, call.uri())
                .compose(address -> upstream.send(scope, complete, address, silentMillis))
                .compose(this::refuseErrors)
                .recover(UpstreamFailures::explain);
    }

    private Future<UpstreamExchange> refuseErrors(UpstreamExchange exchange) {
        HttpClientResponse response = exchange.response();
        if (response.statusCode() < 300) {
            return Future.succeededFuture(exchange);
        }
        return exchange.readSome()
                .compose(body ->
                        Future.failedFuture(errors.explain(response.statusCode(), response.headers(), body.getBytes())
                                .asException()));
    }

    private static void logFailure(Target target, Throwable cause) {
        Failure failure = FailureException.failureIn(cause);
        if (failure.kind() != Kind.CANCELLED) {
            log.warn(
                    "provider failed [provider: {}, model: {}, kind: {}, status: {}]",
                    target.provider(),
                    target.model(),
                    failure.kind(),
                    failure.upstreamStatus());
        }
    }
}
