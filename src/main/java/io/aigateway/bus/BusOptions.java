package io.aigateway.bus;

import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a bus behaves.
 *
 * @param clock        source of time for deadlines
 * @param window       how many events a producer may be ahead of its reader, at least 1
 * @param forceWire    true to send every message through the wire codec even inside one JVM; for tests
 * @param hops         hears of every request that is served; for log context and traces
 * @param codec        highest version of frames to read; another than this release's for tests
 * @param silenceLimit after which time without a sign of life another node counts as dead
 * @param members      the cluster; null for a node that stands alone
 */
public record BusOptions(
        Clock clock,
        int window,
        boolean forceWire,
        Hops hops,
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
                Clock.systemUTC(), DEFAULT_WINDOW, false, Hops.UNHEARD, FrameCodec.NEWEST, DEFAULT_SILENCE_LIMIT, null);
    }

    public BusOptions withWindow(int events) {
        return new BusOptions(clock, events, forceWire, hops, codec, silenceLimit, members);
    }

    public BusOptions withForceWire(boolean force) {
        return new BusOptions(clock, window, force, hops, codec, silenceLimit, members);
    }

    public BusOptions withHops(Hops hook) {
        return new BusOptions(clock, window, forceWire, hook, codec, silenceLimit, members);
    }

    /** The same in a cluster. */
    public BusOptions withMembers(Members others, Duration limit) {
        return new BusOptions(clock, window, forceWire, hops, codec, limit, others);
    }

    BusOptions withCodec(int newest) {
        return new BusOptions(clock, window, forceWire, hops, newest, silenceLimit, members);
    }
}
