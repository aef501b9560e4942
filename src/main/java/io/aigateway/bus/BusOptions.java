package io.aigateway.bus;

import java.time.Clock;
import java.time.Duration;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * How a bus behaves.
 *
 * @param clock        source of time for deadlines
 * @param window       how many events a producer may be ahead of its reader, at least 1
 * @param forceWire    true to send every message through the wire codec even inside one JVM; for tests
 * @param onEnter      called on the context that serves or follows a request, before the work starts; for log context
 * @param codec        highest version of frames to read; another than this release's for tests
 * @param silenceLimit after which time without a sign of life another node counts as dead
 * @param members      the cluster; null for a node that stands alone
 */
public record BusOptions(
        Clock clock,
        int window,
        boolean forceWire,
        BiConsumer<io.vertx.core.Context, Header> onEnter,
        int codec,
        Duration silenceLimit,
        @Nullable Members members) {

    /** Events in flight between a producer and its reader. Enough to hide a hop, small enough to bound memory. */
    public static final int DEFAULT_WINDOW = 32;

    private static final Duration DEFAULT_SILENCE_LIMIT = Duration.ofMillis(1500);

    public BusOptions {
        if (window < 1) {
            throw new IllegalArgumentException("window: " + window + " (expected: at least 1)");
        }
    }

    public static BusOptions defaults() {
        return new BusOptions(
                Clock.systemUTC(),
                DEFAULT_WINDOW,
                false,
                (context, header) -> {},
                FrameCodec.NEWEST,
                DEFAULT_SILENCE_LIMIT,
                null);
    }

    public BusOptions withWindow(int events) {
        return new BusOptions(clock, events, forceWire, onEnter, codec, silenceLimit, members);
    }

    public BusOptions withForceWire(boolean force) {
        return new BusOptions(clock, window, force, onEnter, codec, silenceLimit, members);
    }

    public BusOptions withOnEnter(BiConsumer<io.vertx.core.Context, Header> hook) {
        return new BusOptions(clock, window, forceWire, hook, codec, silenceLimit, members);
    }

    /** The same in a cluster. */
    public BusOptions withMembers(Members others, Duration limit) {
        return new BusOptions(clock, window, forceWire, onEnter, codec, limit, others);
    }

    BusOptions withCodec(int newest) {
        return new BusOptions(clock, window, forceWire, onEnter, newest, silenceLimit, members);
    }
}
