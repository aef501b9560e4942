package io.aigateway.testkit;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Lets a test read from top to bottom: runs a step on an event loop and waits for its outcome on the test's thread. */
public final class OnLoop {
    /** Longer than anything a test waits for, so that only a defect makes it pass. */
    public static final long PATIENCE_SECONDS = 30;

    private final Context context;

    private OnLoop(Context context) {
        this.context = context;
    }

    /** A new event-loop context of its own. */
    public static OnLoop of(Vertx vertx) {
        return new OnLoop(((io.vertx.core.internal.VertxInternal) vertx).createEventLoopContext());
    }

    /** Runs a step that gives a future, and waits for it. */
    public <T> T await(Supplier<Future<T>> step) {
        var outcome = new CompletableFuture<T>();
        context.runOnContext(start -> step.get().onComplete(outcome::complete, outcome::completeExceptionally));
        return join(outcome);
    }

    /** Runs a step and waits until it returned. */
    public <T> T call(Supplier<T> step) {
        return await(() -> Future.succeededFuture(step.get()));
    }

    public void run(Runnable step) {
        call(() -> {
            step.run();
            return true;
        });
    }

    /** Waits for a future of any thread. */
    public static <T> T await(Future<T> future) {
        var outcome = new CompletableFuture<T>();
        future.onComplete(outcome::complete, outcome::completeExceptionally);
        return join(outcome);
    }

    /** Waits until a condition holds, looking again and again. */
    public static void until(String what, BooleanSupplier condition) {
        until(what, PATIENCE_SECONDS, condition);
    }

    /** The same for what takes longer by nature. */
    public static void until(String what, long seconds, BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("never happened: " + what);
            }
            java.util.concurrent.locks.LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
    }

    private static <T> T join(CompletableFuture<T> outcome) {
        try {
            return outcome.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException known) {
                throw known;
            }
            throw new AssertionError(e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError("no outcome within " + PATIENCE_SECONDS + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
