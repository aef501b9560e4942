package io.aigateway.provider;

import io.aigateway.bus.Bus;
import io.aigateway.bus.EventSink;
import io.aigateway.bus.Scope;
import io.aigateway.kernel.Failure;
import io.aigateway.kernel.Failure.Kind;
import io.aigateway.kernel.FailureException;
import io.aigateway.model.api.ModelAddresses;
import io.aigateway.model.api.ModelAnswered;
import io.aigateway.model.api.ModelAsked;
import io.aigateway.model.api.ModelEvent;
import io.aigateway.settings.ProviderSettings;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpClientResponse;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hosts one provider: sends its calls, keeps its clocks, and stops them when nobody waits any more. */
public final class ProviderVerticle extends VerticleBase {
    private static final Logger log = LoggerFactory.getLogger(ProviderVerticle.class);

    private final Bus bus;
    private final ProviderSettings settings;
    private final Supplier<Provider> factory;

    private Provider provider;
    private Upstream upstream;
    private Breakers breakers;
    private AddressGuard guard;

    /**
     * A host.
     *
     * @param factory makes the provider when the verticle starts; one for each instance
     */
    @SuppressWarnings("NullAway.Init") // a verticle gets its Vert.x in start()
    public ProviderVerticle(Bus bus, ProviderSettings settings, Supplier<Provider> factory) {
        this.bus = bus;
        this.settings = settings;
        this.factory = factory;
    }

    @Override
    public Future<?> start() {
        provider = factory.get();
        upstream = new Upstream(vertx, settings);
        breakers = new Breakers(vertx);
        guard = new AddressGuard(vertx, settings.allowedAddresses());
        return bus.serve(ModelAddresses.ask(provider.name()), this::ask)
                .compose(done -> bus.serve(ModelAddresses.stream(provider.name()), this::stream))
                .compose(done -> serveRaw());
    }

    private Future<Void> serveRaw() {
        RawProvider raw = provider.raw();
        return raw == null
                ? Future.succeededFuture()
                : new RawCalls(provider.name(), raw, upstream, breakers).serve(bus);
    }

    private Future<ModelAnswered> ask(Scope scope, ModelAsked asked) {
        return provider.call(asked, false)
                .compose(call -> breakers.guard(asked.target(), () -> head(scope, asked, call)))
                .compose(UpstreamExchange::readAll)
                .map(body -> provider.read(asked, body.getBytes()))
                .recover(UpstreamFailures::explain)
                .onFailure(cause -> logFailure(asked, cause));
    }

    private Future<ModelAnswered> stream(Scope scope, ModelAsked asked, EventSink<ModelEvent> sink) {
        return provider.call(asked, true)
                .compose(call -> breakers.guard(asked.target(), () -> head(scope, asked, call)))
                .compose(exchange -> {
                    sink.emit(new ModelEvent.Started(asked.target().model()));
                    return new StreamedAnswer(exchange, provider.reader(asked), sink).result();
                })
                .recover(UpstreamFailures::explain)
                .onFailure(cause -> logFailure(asked, cause));
    }

    /** Sends the call and waits for the head of an answer that is none of refusal. */
    private Future<UpstreamExchange> head(Scope scope, ModelAsked asked, UpstreamCall call) {
        UpstreamCall complete = call.with(asked.target().headers());
        long silence = asked.parameters().timeoutMillis();
        return guard.check(asked.target(), call.uri())
                .compose(address -> upstream.send(scope, complete, address, silence))
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
                        Future.failedFuture(provider.explain(response.statusCode(), response.headers(), body.getBytes())
                                .asException()));
    }

    private void logFailure(ModelAsked asked, Throwable cause) {
        Failure failure = FailureException.failureIn(cause);
        if (failure.kind() != Kind.CANCELLED) {
            log.warn(
                    "provider failed [provider: {}, model: {}, kind: {}, status: {}]",
                    provider.name(),
                    asked.target().model(),
                    failure.kind(),
                    failure.upstreamStatus());
        }
    }
}
