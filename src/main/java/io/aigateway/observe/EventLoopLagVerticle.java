package io.aigateway.observe;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.concurrent.TimeUnit;

/** Measures how late its event loop does what was due. One instance for each event loop. */
public final class EventLoopLagVerticle extends VerticleBase {
    private static final long EVERY_MILLIS = 250;

    private final Timer lag;
    private long due;

    public EventLoopLagVerticle(MeterRegistry registry) {
        this.lag = Metrics.LOOP_LAG.timerIn(registry);
    }

    @Override
    public Future<?> start() {
        expect();
        vertx.setPeriodic(EVERY_MILLIS, tick -> measure());
        return Future.succeededFuture();
    }

    private void measure() {
        lag.record(Math.max(0, System.nanoTime() - due), TimeUnit.NANOSECONDS);
        expect();
    }

    private void expect() {
        due = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(EVERY_MILLIS);
    }
}
