package io.aigateway.observe;

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
        Metrics.FEATURE_IN_FLIGHT.gaugeIn(registry, underWay, IntSupplier::getAsInt, feature);
        Metrics.FEATURE_WAITING.gaugeIn(registry, waiting, IntSupplier::getAsInt, feature);
    }

    /** A request found no room. */
    public void sentAway(String feature) {
        Metrics.FEATURE_SENT_AWAY.counterIn(registry, feature).increment();
    }

    /** Counters of limits, read when metrics are collected. */
    public void watchCounters(IntSupplier counters) {
        Metrics.LIMIT_COUNTERS.gaugeIn(registry, counters, IntSupplier::getAsInt);
    }

    /** A limit refused a request. */
    public void refused(String policy, String measure) {
        Metrics.LIMIT_REFUSALS.counterIn(registry, policy, measure).increment();
    }
}
