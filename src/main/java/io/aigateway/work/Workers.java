package io.aigateway.work;

import io.aigateway.kernel.Failure;
import io.aigateway.kernel.Failure.Kind;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Does CPU work off the event loops, on as many threads as there are cores. How much may wait is bounded: beyond it the caller
 * hears {@link Kind#OVERLOADED} at once.
 */
public final class Workers {
    private static final int MAX_WAITING = 256;

    private final WorkerExecutor executor;
    private final AtomicInteger waiting = new AtomicInteger();

    /** The pool of this node; the same one for everybody who asks with the same Vert.x. */
    public Workers(Vertx vertx) {
        this.executor = vertx.createSharedWorkerExecutor(
                "cpu", Math.max(2, Runtime.getRuntime().availableProcessors()));
    }

    /** Does {@code work} when a thread is free; the future completes on the caller's event loop. */
    public <T> Future<T> run(Callable<T> work) {
        if (waiting.incrementAndGet() > MAX_WAITING) {
            waiting.decrementAndGet();
            return Future.failedFuture(
                    Failure.of(Kind.OVERLOADED, "Too much work is waiting").asException());
        }
        return executor.executeBlocking(work, false)
                .map(Objects::requireNonNull)
                .onComplete(done -> waiting.decrementAndGet());
    }
}
