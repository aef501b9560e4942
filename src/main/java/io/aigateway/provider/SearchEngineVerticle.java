package io.aigateway.provider;

import io.aigateway.bus.Bus;
import io.aigateway.bus.Scope;
import io.aigateway.model.api.ModelAddresses;
import io.aigateway.model.api.SearchAsked;
import io.aigateway.model.api.SearchFound;
import io.aigateway.model.api.Target;
import io.aigateway.settings.ProviderSettings;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.function.Supplier;

/** Hosts one search engine, as {@link ProviderVerticle} hosts a provider of models. */
public final class SearchEngineVerticle extends VerticleBase {
    private final Bus bus;
    private final ProviderSettings settings;
    private final ProviderHost host;
    private final Supplier<SearchEngine> factory;

    private SearchEngine engine;
    private UpstreamCalls calls;

    /**
     * A host.
     *
     * @param host    shared by all instances
     * @param factory makes the engine when the verticle starts; one for each instance
     */
    @SuppressWarnings("NullAway.Init") // a verticle gets its Vert.x in start()
    public SearchEngineVerticle(Bus bus, ProviderSettings settings, ProviderHost host, Supplier<SearchEngine> factory) {
        this.bus = bus;
        this.settings = settings;
        this.host = host;
        this.factory = factory;
    }

    @Override
    public Future<?> start() {
        engine = factory.get();
        calls = new UpstreamCalls(vertx, settings, host, engine::explain);
        return bus.serve(ModelAddresses.search(engine.name()), this::search);
    }

    private Future<SearchFound> search(Scope scope, SearchAsked asked) {
        Target target = Target.of(engine.name(), asked.dataStore());
        var about = new UpstreamCalls.About(scope, target, asked.timeoutMillis(), false);
        return calls.whole(
                        about, () -> engine.call(asked), body -> Future.succeededFuture(engine.read(body.getBytes())))
                .recover(cause -> calls.explain(target, cause));
    }
}
