package io.aigateway.cluster;

import io.vertx.core.Completable;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leaves a cluster in order, but not for ever. When nodes leave at the same time, Hazelcast (5.3) can ask one that is gone already and
 * repeat the question for minutes, holding the lock that leaving needs. What it keeps for us is made anew by whoever stays, so a node may
 * go without handing it over.
 */
final class Leaving {
    private static final Logger log = LoggerFactory.getLogger(Leaving.class);

    private Leaving() {}

    /**
     * Begins to leave.
     *
     * @param limit   how long that may take
     * @param inOrder leaves, and tells when it has
     * @param cutOff  leaves at once, which also ends what {@code inOrder} waits for; may block
     * @param left    told once either has happened
     */
    static void within(Duration limit, Consumer<Completable<Void>> inOrder, Runnable cutOff, Completable<Void> left) {
        Promise<Void> either = Promise.promise();
        either.future().onComplete(left);
        Executor later = CompletableFuture.delayedExecutor(limit.toMillis(), TimeUnit.MILLISECONDS);
        CompletableFuture<Void> cut = CompletableFuture.runAsync(
                () -> {
                    log.warn("the cluster was not left in order within {} s", limit.toSeconds());
                    try {
                        cutOff.run();
                    } finally {
                        either.tryComplete();
                    }
                },
                later);
        inOrder.accept((done, cause) -> {
            cut.cancel(false);
            if (cause == null) {
                either.tryComplete();
            } else {
                either.tryFail(cause);
            }
        });
    }
}
