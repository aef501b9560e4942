package io.aigateway.app;

import io.aigateway.bus.Bus;
import io.aigateway.provider.Provider;
import io.aigateway.provider.ProviderHost;
import io.aigateway.provider.ProviderVerticle;
import io.aigateway.provider.SearchEngine;
import io.aigateway.provider.SearchEngineVerticle;
import io.aigateway.provider.mock.MockVerticle;
import io.aigateway.settings.GatewaySettings;
import io.aigateway.settings.ProviderSettings;
import io.aigateway.settings.VerticleSettings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** The providers of a gateway. */
final class ProviderRoom {
    private final Bus bus;
    private final ProviderSettings settings;
    private final Map<String, Supplier<Provider>> providers;
    private final Supplier<SearchEngine> searchEngine;
    private final Function<String, ProviderHost> hosts;

    /**
     * Nothing is deployed yet.
     *
     * @param hosts makes the host of a provider
     */
    ProviderRoom(Vertx vertx, Bus bus, GatewaySettings settings, Function<String, ProviderHost> hosts) {
        this.bus = bus;
        this.settings = settings.providers();
        this.providers = Providers.of(vertx, settings.providers());
        this.searchEngine = Providers.searchEngine(vertx, settings.search());
        this.hosts = hosts;
    }

    Future<Void> deploy(Deployments deployments) {
        ProviderHost engine = hosts.apply(searchEngine.get().name());
        Future<Void> deployed = deployments
                .deploy(VerticleSettings.PROVIDER + MockVerticle.NAME, () -> new MockVerticle(bus))
                .compose(done -> deployments.deploy(
                        VerticleSettings.PROVIDER + "vertexsearch",
                        () -> new SearchEngineVerticle(bus, settings, engine, searchEngine)));
        for (Map.Entry<String, Supplier<Provider>> provider : providers.entrySet()) {
            ProviderHost host = hosts.apply(provider.getKey());
            deployed = deployed.compose(done -> deployments.deploy(
                    VerticleSettings.PROVIDER + provider.getKey(),
                    () -> new ProviderVerticle(bus, settings, host, provider.getValue())));
        }
        return deployed;
    }
}
