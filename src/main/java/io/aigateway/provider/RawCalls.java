package io.aigateway.provider;

import io.aigateway.bus.Bus;
import io.aigateway.bus.EventSink;
import io.aigateway.bus.Scope;
import io.aigateway.model.api.CredentialKnown;
import io.aigateway.model.api.RawAddresses;
import io.aigateway.model.api.RawAnswered;
import io.aigateway.model.api.RawAsked;
import io.aigateway.model.api.RawEvent;
import io.aigateway.model.api.Target;
import io.vertx.core.Future;
import java.util.List;

/**
 * Hosts calls to a provider's own API: behind the same breakers, pools and clocks as questions to its models. Any status is an
 * answer here, also one that says that the provider is down: it is for the caller to see.
 */
final class RawCalls {
    private final String name;
    private final RawProvider provider;
    private final UpstreamCalls calls;

    RawCalls(String name, RawProvider provider, UpstreamCalls calls) {
        this.name = name;
        this.provider = provider;
        this.calls = calls;
    }

    Future<Void> serve(Bus bus) {
        return bus.serve(
                        RawAddresses.credential(name),
                        (scope, asked) ->
                                Future.succeededFuture(new CredentialKnown(provider.hasCredential(asked.target()))))
                .compose(done -> bus.serve(RawAddresses.call(name), this::call));
    }

    /** Nothing that waits for the end of the answer may hold the question, whose body can be large. */
    private Future<RawAnswered> call(Scope scope, RawAsked asked, EventSink<RawEvent> sink) {
        Target target = asked.target();
        List<String> wanted = asked.wanted();
        var about = new UpstreamCalls.About(scope, target, target.clocks(), false);
        return provider.call(asked).compose(call -> {
            var keys = SentKeys.in(call);
            return calls.passed(about, call, exchange -> pass(exchange, keys, wanted, sink));
        });
    }

    private Future<RawAnswered> pass(
            UpstreamExchange exchange, SentKeys keys, List<String> wanted, EventSink<RawEvent> sink) {
        int status = exchange.response().statusCode();
        if (status < UpstreamErrors.FIRST_STATUS) {
            return new RawAnswer(exchange, wanted, sink).result();
        }
        provider.refused(status);
        return exchange.readSome().map(body -> {
            sink.emit(new RawEvent.Refusal(status, keys.hiddenIn(body.getBytes())));
            return new RawAnswered(status);
        });
    }
}
