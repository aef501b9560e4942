package io.aigateway.testkit;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * How long this machine had no time for a thread that only wants to wake up now and then. A bound that a test must hold is meant for
 * a machine that has time; on one that has too much to do, this much is added.
 */
public final class Stalls implements AutoCloseable {
    private static final long NAP_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final AtomicLong stalled = new AtomicLong();
    private final Thread thread = new Thread(this::watch, "stalls");
    private volatile boolean over;

    /** Watches from now on. */
    public Stalls() {
        thread.setDaemon(true);
        thread.start();
    }

    /** All of them together, in milliseconds. */
    public long millis() {
        return TimeUnit.NANOSECONDS.toMillis(stalled.get());
    }

    private void watch() {
        long last = System.nanoTime();
        while (!over) {
            LockSupport.parkNanos(NAP_NANOS);
            long now = System.nanoTime();
            stalled.addAndGet(Math.max(0, now - last - 2 * NAP_NANOS));
            last = now;
        }
    }

    @Override
    public void close() {
        over = true;
    }
}
