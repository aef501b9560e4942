package io.aigateway.provider;

import io.aigateway.bus.EventSink;
import io.aigateway.bus.Onward;
import io.aigateway.bus.Scope;
import io.aigateway.kernel.Failure;
import io.aigateway.kernel.Failure.Kind;
import io.aigateway.kernel.FailureException;
import io.aigateway.model.api.Clocks;
import io.aigateway.model.api.Clocks.Clock;
import io.aigateway.model.api.ModelAnswered;
import io.aigateway.model.api.ModelEvent;
import io.aigateway.model.api.Target;
import io.aigateway.settings.ProviderSettings;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the calls of one provider: each in its place, past the breaker of its target and the guard of addresses that callers name,
 * against its clocks, and again when it failed in passing.
 */
final class UpstreamCalls {
    private static final Logger log = LoggerFactory.getLogger(UpstreamCalls.class);

    private final Vertx vertx;
    private final ProviderHost host;
    private final Upstream upstream;
    private final AddressGuard guard;
    private final Errors errors;

    /** What an error response of the provider means. */
    @FunctionalInterface
    interface Errors {
        Failure explain(int status, MultiMap headers, byte[] body);
    }

    /**
     * What a call is about.
     *
     * @param scope  the request; when it is cancelled the call is stopped, which frees the connection
     * @param target where it goes
     * @param clocks how long its parts may take
     * @param retry  whether it may be repeated
     */
    record About(Scope scope, Target target, Clocks clocks, boolean retry) {
        /** A call that has so many milliseconds, and its target's clocks. */
        About(Scope scope, Target target, long millis, boolean retry) {
            this(scope, target, target.clocks().within(millis), retry);
        }
    }

    UpstreamCalls(Vertx vertx, ProviderSettings settings, ProviderHost host, Errors errors) {
        this.vertx = vertx;
        this.host = host;
        boolean selfHosted = host.provider().equals("selfhosted");
        this.upstream =
                new Upstream(vertx, settings, selfHosted ? new SelfHostedTrust(settings.selfHostedTls()) : null);
        this.guard = new AddressGuard(vertx, settings.allowedAddresses());
        this.errors = errors;
    }

    /** Makes a call and reads the whole of its answer. */
    <T> Future<T> whole(About about, Supplier<Future<UpstreamCall>> call, Function<Buffer, Future<T>> read) {
        return repeated(about, call, (sent, timed) -> {
            timed.clocks().startTotal(about.clocks().total());
            timed.endWith(send(about, sent, timed::sent)
                    .compose(this::refuseErrors)
                    .compose(UpstreamExchange::readAll)
                    .compose(read));
        });
    }

    /** Makes a call and passes its answer on as it is made. */
    Future<ModelAnswered> streamed(
            About about,
            Supplier<Future<UpstreamCall>> call,
            Supplier<AnswerReader> reader,
            EventSink<ModelEvent> sink) {
        return repeated(about, call, (sent, timed) -> {
            timed.clocks().startTotal(about.target().clocks().total());
            Future<UpstreamExchange> begun = send(about, sent, exchange -> awaitHead(about, timed, exchange))
                    .compose(this::refuseErrors);
            timed.endWith(Onward.from(
                    begun, exchange -> new StreamedAnswer(exchange, reader.get(), sink, timed, about).result()));
        });
    }

    /** Makes a call of a provider's own API, once, and reads any answer; only its connection has a clock. */
    <T> Future<T> passed(About about, UpstreamCall call, Function<UpstreamExchange, Future<T>> read) {
        Future<T> answer = repeated(about, () -> Future.succeededFuture(call), (sent, timed) -> {
            long connect = about.clocks().connect();
            timed.endWith(guard.check(about.target(), sent.uri())
                    .compose(address -> upstream.send(about.scope(), sent, address, connect, timed::sent))
                    .recover(this::explainConnecting)
                    .compose(exchange -> {
                        timed.begin();
                        return read.apply(exchange);
                    }));
        });
        return answer.recover(cause -> explain(about.target(), cause));
    }

    /** Sends a try of a call. */
    private interface Sending<T> {
        void send(UpstreamCall call, TimedCall<T> timed);
    }

    /** What can be wrong with a question comes to light before the call takes a place. */
    private <T> Future<T> repeated(About about, Supplier<Future<UpstreamCall>> call, Sending<T> sending) {
        int repetitions = about.retry() ? host.settings().retries() : 0;
        return Onward.from(
                call.get(),
                made -> new RepeatedCall<T>(vertx, host, about.scope(), about.target(), repetitions, () -> {
                            var timed = new TimedCall<T>(vertx, clock -> ranOut(about.target(), clock));
                            about.scope().onCancel(timed::cancel);
                            sending.send(made, timed);
                            return timed;
                        })
                        .start());
    }

    /** The head of an answer that is no stream comes when the answer is made, which only the clock of the whole call measures. */
    private static void awaitHead(About about, TimedCall<?> timed, UpstreamExchange exchange) {
        timed.sent(exchange);
        timed.clocks().begin(Clock.FIRST_BYTE, about.clocks().firstByte());
    }

    private Future<UpstreamExchange> send(About about, UpstreamCall call, Consumer<UpstreamExchange> sent) {
        UpstreamCall complete = call.with(about.target().headers());
        long connect = about.clocks().connect();
        return guard.check(about.target(), call.uri())
                .compose(address -> upstream.send(about.scope(), complete, address, connect, sent))
                .recover(this::explainConnecting);
    }

    private Future<UpstreamExchange> explainConnecting(Throwable cause) {
        Future<UpstreamExchange> explained = UpstreamFailures.explain(cause);
        if (FailureException.failureIn(explained.cause()).equals(UpstreamFailures.NOT_CONNECTED)) {
            host.metrics().clockRanOut(host.provider(), Clock.CONNECT.key());
        }
        return explained;
    }

    /** Keeps a known failure, makes one of anything else, and notes it in the log. */
    <T> Future<T> explain(Target target, Throwable cause) {
        return UpstreamFailures.<T>explain(cause).onFailure(explained -> logFailure(target, explained));
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

    private void ranOut(Target target, Clock clock) {
        host.metrics().clockRanOut(host.provider(), clock.key());
        log.info("clock ran out [target: {}, clock: {}]", target.label(), clock.key());
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
