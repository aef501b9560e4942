package io.aigateway.observe;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.IntSupplier;

/** How busy this node is, whatever parts of the gateway it runs. */
public final class NodeMetrics {
    /** In Prometheus; what a cluster scales by. */
    public static final String IN_FLIGHT = "gateway_exchanges_in_flight";

    private NodeMetrics() {}

    /** What is under way on the bus of this node, asked and served, read when metrics are collected. */
    public static void watch(MeterRegistry registry, IntSupplier exchanges) {
        Metrics.EXCHANGES.gaugeIn(registry, exchanges, IntSupplier::getAsInt);
    }
}
