package io.aigateway.app;

import io.aigateway.observe.ProviderMetrics;
import io.aigateway.provider.ProviderHost;
import io.aigateway.provider.ProviderHost.BreakerState;
import io.aigateway.settings.CallSettings;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** The hosts of all providers of a gateway. */
final class Hosts {
    private final Vertx vertx;
    private final CallSettings settings;
    private final ProviderMetrics metrics;
    private final List<ProviderHost> all = new CopyOnWriteArrayList<>();

    Hosts(Vertx vertx, CallSettings settings, ProviderMetrics metrics) {
        this.vertx = vertx;
        this.settings = settings;
        this.metrics = metrics;
    }

    /** A host of one more provider. */
    ProviderHost of(String provider) {
        var host = new ProviderHost(vertx, provider, settings, metrics);
        all.add(host);
        return host;
    }

    /** Targets that are left alone or tried again, and how many of their places are in which state. */
    Map<String, Map<String, Long>> troubled() {
        return all.stream()
                .flatMap(host -> host.states().stream())
                .filter(breaker -> !breaker.state().equals("closed"))
                .collect(Collectors.groupingBy(
                        BreakerState::target,
                        TreeMap::new,
                        Collectors.groupingBy(BreakerState::state, TreeMap::new, Collectors.counting())));
    }
}
