package io.aigateway.app;

import io.aigateway.bus.Bus;
import io.vertx.core.Context;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * A verticle that can be taken away while it is asked: it serves nothing new, and is undeployed when what it has begun has ended.
 *
 * @param patience longest wait for that; zero to wait for nothing
 */
record Retiring(Deployable verticle, Bus bus, Supplier<Duration> patience) implements Deployable {
    @Override
    public Future<?> deploy(Context context) throws Exception {
        return verticle.deploy(context);
    }

    @Override
    public Future<?> undeploy(Context context) throws Exception {
        Duration limit = patience.get();
        return limit.isZero()
                ? verticle.undeploy(context)
                : bus.retire(limit).eventually(() -> {
                    try {
                        return verticle.undeploy(context);
                    } catch (Exception e) {
                        return Future.failedFuture(e);
                    }
                });
    }
}
