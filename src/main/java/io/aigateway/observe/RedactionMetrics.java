package io.aigateway.observe;

import io.micrometer.core.instrument.MeterRegistry;

/** How much is kept from models. */
public final class RedactionMetrics {
    private final MeterRegistry registry;

    public RedactionMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /**
     * Something was replaced in a question.
     *
     * @param kind  what it was, such as {@code email}
     * @param times how often
     */
    public void replaced(String feature, String kind, int times) {
        Metrics.REDACTIONS.counterIn(registry, feature, kind).increment(times);
    }
}
