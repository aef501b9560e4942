package io.aigateway.provider;

import io.aigateway.bus.Bus;
import io.aigateway.bus.EventSink;
import io.aigateway.bus.Scope;
import io.aigateway.model.api.ModelAddresses;
import io.aigateway.model.api.ModelAnswered;
import io.aigateway.model.api.ModelAsked;
import io.aigateway.model.api.ModelEvent;
import io.aigateway.settings.ProviderSettings;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientResponse;
import java.util.function.Function;

/** Hosts one provider: sends its calls, keeps its clocks, and stops them when nobody waits any more. */
public final class ProviderVerticle extends VerticleBase {
    private final Bus bus;
    private final ProviderSettings settings;
    private final Function<Vertx, Provider> factory;

    private Provider provider;
    private Upstream upstream;
    private Breakers breakers;

    /**
     * A host.
     *
     * @param factory makes the provider when the verticle starts; one for each instance
     */
    @SuppressWarnings("NullAway.Init") // a verticle gets its Vert.x in start()
    public ProviderVerticle(Bus bus, ProviderSettings settings, Function<Vertx, Provider> factory) {
        this.bus = bus;
        this.settings = settings;
        this.factory = factory;
    }

    @Override
    public Future<?> start() {
        provider = factory.apply(vertx);
        upstream = new Upstream(vertx, settings);
        breakers = new Breakers(vertx);
        return bus.serve(ModelAddresses.ask(provider.name()), this::ask)
                .compose(done -> bus.serve(ModelAddresses.stream(provider.name()), this::stream));
    }

    private Future<ModelAnswered> ask(Scope scope, ModelAsked asked) {
        return provider.call(asked, false)
                .compose(call -> breakers.guard(asked.target(), () -> head(scope, asked, call)))
                .compose(UpstreamExchange::readAll)
                .map(body -> provider.read(asked, body.getBytes()))
                .recover(UpstreamFailures::explain);
    }

    private Future<ModelAnswered> stream(Scope scope, ModelAsked asked, EventSink<ModelEvent> sink) {
        return provider.call(asked, true)
                .compose(call -> breakers.guard(asked.target(), () -> head(scope, asked, call)))
                .compose(exchange -> {
                    sink.emit(new ModelEvent.Started(asked.target().model()));
                    return new StreamedAnswer(vertx, exchange, provider.reader(asked), sink).result();
                })
                .recover(UpstreamFailures::explain);
    }

    /** Sends the call and waits for the head of an answer that is none of refusal. */
    private Future<UpstreamExchange> head(Scope scope, ModelAsked asked, UpstreamCall call) {
        UpstreamCall complete = call.with(asked.target().headers());
        return upstream.send(scope, complete, asked.parameters().timeoutMillis())
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
}
