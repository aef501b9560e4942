package io.aigateway.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.aigateway.testkit.OnLoop;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class EventLoopLagVerticleTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    /** Keeps its event loop busy, as a defect would. */
    private static final class BlockingVerticle extends VerticleBase {
        @Override
        public Future<?> start() {
            vertx.setTimer(1, tick -> {
                long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(800);
                while (System.nanoTime() < end) {
                    LockSupport.parkNanos(1_000_000);
                }
            });
            return Future.succeededFuture();
        }
    }

    @Test
    void seesThatAnEventLoopIsBlocked() {
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        try {
            OnLoop.await(vertx.deployVerticle(new EventLoopLagVerticle(registry)));
            OnLoop.await(vertx.deployVerticle(new BlockingVerticle()));

            Timer lag = registry.get("gateway_event_loop_lag_seconds").timer();
            OnLoop.until("a late tick", () -> lag.max(TimeUnit.MILLISECONDS) > 300);
            assertThat(lag.count()).isPositive();
        } finally {
            OnLoop.await(vertx.close());
        }
    }
}
