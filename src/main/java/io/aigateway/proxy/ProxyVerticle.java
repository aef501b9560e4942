package io.aigateway.proxy;

import io.aigateway.bus.Bus;
import io.aigateway.bus.EventSink;
import io.aigateway.bus.Scope;
import io.aigateway.kernel.FailureException;
import io.aigateway.limit.Limits;
import io.aigateway.limit.TokenBill;
import io.aigateway.model.Models;
import io.aigateway.model.SingleCallMeter;
import io.aigateway.model.api.CredentialAsked;
import io.aigateway.model.api.RawAddresses;
import io.aigateway.model.api.RawAsked;
import io.aigateway.model.api.RawEvent;
import io.aigateway.model.api.Usage;
import io.aigateway.observe.ModelMetrics;
import io.aigateway.proxy.api.AdmissionAsked;
import io.aigateway.proxy.api.Admitted;
import io.aigateway.proxy.api.ForwardAsked;
import io.aigateway.proxy.api.Forwarded;
import io.aigateway.proxy.api.ProxyAddresses;
import io.aigateway.proxy.core.AdmitCall;
import io.aigateway.proxy.core.ProxiedCall;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Answers {@link ProxyAddresses} with its use case. */
public final class ProxyVerticle extends VerticleBase {
    /** What the mock says, whatever is asked. Source: contract section 9. */
    private static final byte[] MOCKED = "{\"response\":\"mocked\"}".getBytes(StandardCharsets.US_ASCII);

    /** Bytes of a request that make up a token, about. */
    private static final int BYTES_PER_TOKEN_READ = 4;

    /** What is set aside for an answer: the body is passed on unread, and with it what it says about that. */
    private static final int USUAL_ANSWER_TOKENS = 1000;

    private final Bus bus;
    private final AdmitCall calls;
    private final boolean mocked;
    private final ModelMetrics metrics;
    private final Limits limits;

    private ProxyVerticle(Bus bus, AdmitCall calls, boolean mocked, ModelMetrics metrics, Limits limits) {
        this.metrics = metrics;
        this.bus = bus;
        this.calls = calls;
        this.mocked = mocked;
        this.limits = limits;
    }

    /** A verticle of this installation's models. */
    public static ProxyVerticle create(Bus bus, Models models, ModelMetrics metrics, Limits limits) {
        return new ProxyVerticle(bus, new AdmitCall(models::proxied), models.areMocked(), metrics, limits);
    }

    @Override
    public Future<?> start() {
        return bus.serve(ProxyAddresses.ADMIT, this::admit)
                .compose(done -> bus.serve(ProxyAddresses.FORWARD, this::forward));
    }

    private Future<Admitted> admit(Scope scope, AdmissionAsked asked) {
        return Future.succeededFuture(asked)
                .map(calls::admit)
                .compose(call -> requireKey(scope, call))
                .map(call -> new Admitted(call.model(), call.api().requestHeaders()));
    }

    /** The mock needs no key. */
    private Future<ProxiedCall> requireKey(Scope scope, ProxiedCall call) {
        if (mocked) {
            return Future.succeededFuture(call);
        }
        return scope.ask(RawAddresses.credential(call.api().provider()), new CredentialAsked(call.target()))
                .compose(known -> known.present()
                        ? Future.succeededFuture(call)
                        : Future.failedFuture(call.api().withoutKey().asException()));
    }

    /** Nothing that waits for the end of the answer may hold the body: answers can take minutes. */
    private Future<Forwarded> forward(Scope scope, ForwardAsked asked, EventSink<RawEvent> sink) {
        ProxiedCall call = calls.admit(asked.call());
        if (mocked) {
            return mock(call, sink);
        }
        return limits.countsModels()
                ? billed(scope, call, asked, sink)
                : forward(scope, call, asked, new PassingAnswer(), sink);
    }

    /** Not composed of futures, whose steps would hold the body for as long as the answer takes. */
    private Future<Forwarded> billed(Scope scope, ProxiedCall call, ForwardAsked asked, EventSink<RawEvent> sink) {
        long input = asked.body().length / BYTES_PER_TOKEN_READ;
        Promise<Forwarded> end = Promise.promise();
        limits.reserve(scope.header().spender(), call.model(), input, USUAL_ANSWER_TOKENS)
                .onSuccess(bill -> billed(bill, scope, call, asked, sink).onComplete(end))
                .onFailure(end::fail);
        return end.future();
    }

    private Future<Forwarded> billed(
            TokenBill bill, Scope scope, ProxiedCall call, ForwardAsked asked, EventSink<RawEvent> sink) {
        var answer = new PassingAnswer();
        return forward(scope, call, asked, answer, sink)
                .onSuccess(end -> answer.settle(bill))
                .onFailure(cause -> answer.settle(bill, FailureException.failureIn(cause)));
    }

    private Future<Forwarded> forward(
            Scope scope, ProxiedCall call, ForwardAsked asked, PassingAnswer answer, EventSink<RawEvent> sink) {
        long read = asked.body().length / BYTES_PER_TOKEN_READ;
        var meter = new SingleCallMeter(metrics, scope.header(), call.target());
        var question = new RawAsked(
                call.target(), call.path(), allowed(call, asked), call.api().responseHeaders(), asked.body());
        return scope.stream(RawAddresses.call(call.api().provider()), question)
                .pipeTo(sink, answer::pass)
                .result()
                .onSuccess(end -> meter.ended(answer.refusal(), answer.usage()))
                .onFailure(cause -> meter.broken(cause, answer.usage(), read, answer.written()))
                .map(end -> new Forwarded(call.model(), answer.usage()));
    }

    private static Future<Forwarded> mock(ProxiedCall call, EventSink<RawEvent> sink) {
        return sink.emitAll(PassingAnswer.whole(200, MOCKED).iterator())
                .map(done -> new Forwarded(call.model(), Usage.UNKNOWN));
    }

    private static Map<String, String> allowed(ProxiedCall call, ForwardAsked asked) {
        var headers = new HashMap<>(asked.headers());
        headers.keySet().retainAll(call.api().requestHeaders());
        return headers;
    }
}
