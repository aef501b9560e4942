package io.aigateway.app;

import io.aigateway.bus.Bus;
import io.aigateway.settings.ServerSettings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a node takes its leave without cutting anything off: it says that it is not ready, then accepts nothing new, then lets run to
 * its end what runs, up to a limit, and passes the rest on.
 */
final class Departure {
    private static final Logger log = LoggerFactory.getLogger(Departure.class);

    private final Vertx vertx;
    private final Bus bus;
    private final Deployments deployments;
    private final ServerSettings settings;
    private volatile boolean announced;
    private volatile boolean over;

    Departure(Vertx vertx, Bus bus, Deployments deployments, ServerSettings settings) {
        this.vertx = vertx;
        this.bus = bus;
        this.deployments = deployments;
        this.settings = settings;
    }

    /** Nothing more is waited for: what still runs has been handed over, or has had its time. */
    boolean isOver() {
        return over;
    }

    boolean isAnnounced() {
        return announced;
    }

    /** The first part: load balancers and other nodes are told to ask somebody else. Whoever asks nevertheless is served. */
    void announce() {
        if (!announced) {
            announced = true;
            log.info("gateway draining");
            bus.announceLeave();
        }
    }

    /** All of it; completes when nothing runs any more. */
    Future<Void> run() {
        boolean mayBeAsked = !announced;
        announce();
        Duration delay = settings.drainDelay();
        Future<?> noticed = mayBeAsked && !delay.isZero() ? vertx.timer(delay.toMillis()) : Future.succeededFuture();
        return noticed.compose(done -> finish()).compose(done -> {
            over = true;
            return deployments.stopAll();
        });
    }

    /** What clients asked here and what other nodes asked, at the same time. The door was started last. */
    private Future<Void> finish() {
        return Future.join(deployments.stopLast(), bus.leave(settings.drainTimeout()))
                .otherwiseEmpty()
                .mapEmpty();
    }
}
