package io.aigateway.provider;

import io.aigateway.model.api.Clocks.Clock;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The clocks of one call: one for the whole, and one for the part that it is in. The clock of a part stands still while the reader of
 * the answer is behind: then it is not the provider who is slow. Confined to one event loop; one timer at most is set at any time, and
 * moving a clock forward, as every token does, sets none.
 */
final class CallClocks {
    private static final long NEVER = Long.MAX_VALUE;

    private final Timers timers;
    private final LongSupplier nanoTime;
    private final Consumer<Clock> ranOut;
    private Clock part = Clock.CONNECT;
    private long partNanos = NEVER;
    private long partDue = NEVER;
    private long totalDue = NEVER;
    private long armedFor = NEVER;
    private boolean over;
    private @Nullable Runnable disarm;

    /** Sets timers. */
    interface Timers {
        /** Does something after so many milliseconds, at least 1; gives what cancels it. */
        Runnable set(long millis, Runnable action);
    }

    /**
     * Clocks that do not run yet.
     *
     * @param nanoTime a clock, in nanoseconds
     * @param ranOut   hears which clock ran out, once; none runs any more then
     */
    CallClocks(Timers timers, LongSupplier nanoTime, Consumer<Clock> ranOut) {
        this.timers = timers;
        this.nanoTime = nanoTime;
        this.ranOut = ranOut;
    }

    /** Starts the clock of the whole call. */
    void startTotal(long millis) {
        totalDue = nanoTime.getAsLong() + TimeUnit.MILLISECONDS.toNanos(millis);
        arm();
    }

    /** A part of the call begins; the clock of the one before is stopped. */
    void begin(Clock clock, long millis) {
        part = clock;
        partNanos = TimeUnit.MILLISECONDS.toNanos(millis);
        again();
    }

    /** The same part begins anew. */
    void again() {
        partDue = nanoTime.getAsLong() + partNanos;
        arm();
    }

    /** The part is over, and none begins. */
    void endPart() {
        partDue = NEVER;
    }

    /** The reader is behind. */
    void pause() {
        partDue = NEVER;
    }

    /** The reader has caught up. */
    void resume() {
        if (partNanos != NEVER) {
            again();
        }
    }

    /** The call is over. */
    void stop() {
        over = true;
        disarm();
    }

    private void arm() {
        long due = Math.min(partDue, totalDue);
        if (over || due >= armedFor) {
            return; // The timer rings early enough, and is set again then.
        }
        disarm();
        armedFor = due;
        long nanos = Math.max(0, due - nanoTime.getAsLong());
        disarm = timers.set(Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos + 999_999)), this::ring);
    }

    private void disarm() {
        Runnable armed = disarm;
        disarm = null;
        armedFor = NEVER;
        if (armed != null) {
            armed.run();
        }
    }

    private void ring() {
        disarm = null;
        armedFor = NEVER;
        long now = nanoTime.getAsLong();
        if (over) {
            return;
        }
        if (now >= Math.min(partDue, totalDue)) {
            over = true;
            ranOut.accept(now >= partDue ? part : Clock.TOTAL);
        } else {
            arm();
        }
    }
}
