package io.aigateway.limit;

import io.aigateway.bus.Bus;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;

/** Counts for the nodes of a cluster, and tells them what passed here. One instance on each node. */
public final class LimitsVerticle extends VerticleBase {
    private static final long TELL_MILLIS = 50;
    private static final long RENEW_MILLIS = NodeRows.LEASE_MILLIS / 3;

    private final Bus bus;
    private final SharedCounters.Parts parts;
    private final Telling telling;

    LimitsVerticle(Bus bus, SharedCounters.Parts parts) {
        this.bus = bus;
        this.parts = parts;
        this.telling = new Telling(parts.ledger(), parts.rows(), parts.views(), parts.peers());
    }

    @Override
    public Future<?> start() {
        String self = parts.ledger().self();
        Counting counting = parts.counting();
        vertx.setPeriodic(TELL_MILLIS, tick -> {
            parts.views().beat();
            counting.forgetAnswers();
            telling.tell();
        });
        vertx.setPeriodic(RENEW_MILLIS, tick -> telling.renew());
        return bus.serve(BusPeers.rows(self), (scope, asked) -> Future.succeededFuture(counting.rows(asked)))
                .compose(done ->
                        bus.serve(BusPeers.told(self), (scope, told) -> Future.succeededFuture(counting.take(told))))
                .compose(done -> bus.serve(BusPeers.charges(self), (scope, asked) -> counting.charge(asked)));
    }

    /** What the others do not know yet they are told before this node is gone. */
    @Override
    public Future<?> stop() {
        parts.rows().changed(parts.ledger().names());
        return telling.tell();
    }
}
