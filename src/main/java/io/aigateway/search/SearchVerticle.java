package io.aigateway.search;

import io.aigateway.bus.Bus;
import io.aigateway.bus.Scope;
import io.aigateway.model.ModelCalls;
import io.aigateway.search.api.DocsAsked;
import io.aigateway.search.api.DocsFound;
import io.aigateway.search.api.SearchAddresses;
import io.aigateway.search.index.DocsIndex;
import io.aigateway.settings.ModelSettings;
import io.aigateway.settings.SearchSettings;
import io.aigateway.work.Workers;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;

/** Answers {@link SearchAddresses}: from the index of this installation when custom models are enabled, else from the engine. */
public final class SearchVerticle extends VerticleBase {
    private final Bus bus;
    private final SearchSettings settings;
    private final ModelSettings models;
    private final ModelCalls calls;

    private EngineSearch engine;
    private IndexSearch index;

    @SuppressWarnings("NullAway.Init") // a verticle gets its Vert.x in start()
    public SearchVerticle(Bus bus, SearchSettings settings, ModelSettings models, ModelCalls calls) {
        this.bus = bus;
        this.settings = settings;
        this.models = models;
        this.calls = calls;
    }

    @Override
    public Future<?> start() {
        engine = new EngineSearch(calls, settings.fallbackVersion(), models.mock());
        index = new IndexSearch(new Workers(vertx), new DocsIndex(settings.indexFolder()));
        return bus.serve(SearchAddresses.DOCS, this::search);
    }

    @Override
    public Future<?> stop() {
        return index.close();
    }

    private Future<DocsFound> search(Scope scope, DocsAsked asked) {
        return models.customEnabled() ? index.search(asked) : engine.search(scope, asked);
    }
}
