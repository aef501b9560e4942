package io.aigateway.observe;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.IntSupplier;

/** What limits let pass and what they refuse. */
public final class LimitMetrics {
    private final MeterRegistry registry;

    public LimitMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Requests of a feature, read when metrics are collected. */
    public void watch(String feature, IntSupplier underWay, IntSupplier waiting) {
        gauge("gateway_feature_requests_in_flight", "Requests that are under way.", feature, underWay);
        gauge("gateway_feature_requests_waiting", "Requests that wait for their turn.", feature, waiting);
    }

    /** A request found no room. */
    public void sentAway(String feature) {
        Counter.builder("gateway_feature_requests_sent_away")
                .description("Requests that found too many others under way.")
                .tags("feature", feature)
                .register(registry)
                .increment();
    }

    private void gauge(String name, String description, String feature, IntSupplier value) {
        Gauge.builder(name, value, IntSupplier::getAsInt)
                .description(description)
                .tags("feature", feature)
                .strongReference(true)
                .register(registry);
    }
}
