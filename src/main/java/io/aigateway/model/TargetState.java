package io.aigateway.model;

import io.aigateway.resilience.Load;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * What is known of one target: how loaded it is, and whether it rests, because it asked for a pause or because it broke down several
 * times in a row. The breaker of its provider needs more failures than that, which somebody waits for: here there is another target.
 * After such a rest one call tries it, and it rests on until that one has been answered. May be used from any thread.
 */
final class TargetState {
    private static final int IN_A_ROW = 3;
    private static final long REST_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final LongSupplier nanoTime;
    private final Load load;
    private long restSince;
    private long restNanos;
    private int brokeInARow;

    TargetState(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.load = new Load(nanoTime);
    }

    Load load() {
        return load;
    }

    synchronized boolean rests() {
        return nanoTime.getAsLong() - restSince < restNanos;
    }

    /** Lets it rest from now on. */
    synchronized void rest(long nanos) {
        restSince = nanoTime.getAsLong();
        restNanos = nanos;
    }

    /** A call begins. */
    void begin() {
        load.begin();
        tryAfterRest();
    }

    private synchronized void tryAfterRest() {
        if (brokeInARow >= IN_A_ROW && !rests()) {
            rest(REST_NANOS);
        }
    }

    /** The first token of a call came, after so many nanoseconds. */
    void answered(long nanos) {
        load.answered(nanos);
        recover();
    }

    private synchronized void recover() {
        if (brokeInARow >= IN_A_ROW) {
            restNanos = 0;
        }
        brokeInARow = 0;
    }

    /** A call broke down before its first token, or had none within its time. */
    void broke(long nanos) {
        load.failed(nanos);
        count(nanos);
    }

    /** What began before the rest tells nothing new. */
    private synchronized void count(long nanos) {
        boolean old = brokeInARow >= IN_A_ROW && nanoTime.getAsLong() - nanos - restSince < 0;
        if (!old) {
            brokeInARow++;
            if (brokeInARow >= IN_A_ROW) {
                rest(REST_NANOS);
            }
        }
    }
}
