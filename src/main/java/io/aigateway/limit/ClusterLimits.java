package io.aigateway.limit;

import io.aigateway.bus.Bus;
import io.aigateway.observe.LimitMetrics;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;

/** Limits that hold in a whole cluster. Every node has one. */
public final class ClusterLimits {
    private final Bus bus;
    private final Clock clock;
    private final SharedCounters.Parts parts;
    private final SharedCounters counters;

    /**
     * The part of this node.
     *
     * @param node its name in the cluster
     */
    public ClusterLimits(Vertx vertx, Bus bus, String node, Settings settings, Clock clock) {
        this.bus = bus;
        this.clock = clock;
        var peers = new BusPeers(vertx, bus, node, clock);
        var ledger = new Ledger(node, clock::millis, settings.maxCounters());
        var rows = new NodeRows(ledger);
        var views = new Views(
                peers, clock::millis, System::nanoTime, settings.silenceLimit().toNanos() / 2);
        var counting = new Counting(ledger, rows, views, peers);
        this.parts = new SharedCounters.Parts(counting, rows, ledger, views, peers);
        this.counters =
                new SharedCounters(parts, System::nanoTime, settings.patience().toNanos());
    }

    /**
     * How a node counts.
     *
     * @param maxCounters  how many counters there may be on it
     * @param patience     how long the node that counts is looked for
     * @param silenceLimit a node that was not heard of for longer counts as dead
     */
    public record Settings(int maxCounters, Duration patience, Duration silenceLimit) {}

    /** The limits, as this node asks for them; without policies until some are put in force. */
    public Limits limits(LimitMetrics metrics) {
        metrics.watchCounters(parts.ledger()::size);
        return new Limits(counters, metrics, clock::millis);
    }

    /** What answers other nodes; one instance. */
    public LimitsVerticle verticle() {
        return new LimitsVerticle(bus, parts);
    }
}
