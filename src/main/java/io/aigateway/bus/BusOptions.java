package io.aigateway.bus;

import java.time.Clock;
import java.util.function.BiConsumer;

/**
 * How a bus behaves.
 *
 * @param clock     source of time for deadlines
 * @param window    how many events a producer may be ahead of its reader, at least 1
 * @param forceWire true to send every message through the wire codec even inside one JVM; for tests
 * @param onEnter   called on the context that serves or follows a request, before the work starts; for log context
 */
public record BusOptions(
        Clock clock, int window, boolean forceWire, BiConsumer<io.vertx.core.Context, Header> onEnter) {

    /** Events in flight between a producer and its reader. Enough to hide a hop, small enough to bound memory. */
    public static final int DEFAULT_WINDOW = 32;

    public BusOptions {
        if (window < 1) {
            throw new IllegalArgumentException("window: " + window + " (expected: at least 1)");
        }
    }

    public static BusOptions defaults() {
        return new BusOptions(Clock.systemUTC(), DEFAULT_WINDOW, false, (context, header) -> {});
    }

    public BusOptions withWindow(int events) {
        return new BusOptions(clock, events, forceWire, onEnter);
    }

    public BusOptions withForceWire(boolean force) {
        return new BusOptions(clock, window, force, onEnter);
    }

    public BusOptions withOnEnter(BiConsumer<io.vertx.core.Context, Header> hook) {
        return new BusOptions(clock, window, forceWire, hook);
    }
}
