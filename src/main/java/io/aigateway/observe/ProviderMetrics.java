package io.aigateway.observe;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;

/**
 * What is measured inside the hosts of providers. Targets are named by their label, never by what a caller wrote. A target
 * can have several breakers, one for each server that callers name: they add up.
 */
public final class ProviderMetrics {
    /** More targets are not told apart. */
    private static final int MOST_TARGETS = 200;

    private final Bounded.Cache<String, Breakers> breakers;
    private final Bounded.Cache<Labels, Counter> retries;
    private final Bounded.Cache<Labels, Counter> timeouts;
    private final MeterRegistry registry;

    private record Labels(String provider, String why) {}

    /** What a circuit breaker does. */
    public enum State {
        CLOSED,
        OPEN,
        HALF_OPEN;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public ProviderMetrics(MeterRegistry registry) {
        this.registry = registry;
        breakers = new Bounded.Cache<>(MOST_TARGETS, target -> Bounded.OTHER, target -> new Breakers(registry, target));
        retries = counters(registry, Metrics.RETRIES);
        timeouts = counters(registry, Metrics.TIMEOUTS);
    }

    private static Bounded.Cache<Labels, Counter> counters(MeterRegistry registry, Metric metric) {
        return new Bounded.Cache<>(
                MOST_TARGETS,
                labels -> new Labels(Bounded.OTHER, Bounded.OTHER),
                labels -> metric.counterIn(registry, labels.provider(), labels.why()));
    }

    /** A new breaker of a target, closed. Whoever has the breaker holds this and tells it every change. */
    public BreakerMeter breaker(String target) {
        return new BreakerMeter(breakers.of(target));
    }

    /** What is under way at a provider; looked at when somebody scrapes, on any thread. Called once for each provider. */
    public void watch(String provider, Watched watched) {
        Metrics.CALLS_UNDER_WAY.gaugeIn(registry, watched, all -> all.underWay().getAsInt(), provider);
        Metrics.CALLS_WAITING.gaugeIn(registry, watched, all -> all.waiting().getAsInt(), provider);
        Metrics.CALLS_LIMIT.gaugeIn(registry, watched, all -> all.limit().getAsInt(), provider);
        Metrics.BREAKERS_OPEN.gaugeIn(registry, watched, all -> all.leftAlone().getAsInt(), provider);
    }

    /**
     * What a provider's host knows.
     *
     * @param underWay  calls under way
     * @param waiting   calls that wait for their turn
     * @param limit     calls that may be under way at once
     * @param leftAlone targets that are not asked because they failed
     */
    public record Watched(IntSupplier underWay, IntSupplier waiting, IntSupplier limit, IntSupplier leftAlone) {}

    /** A call was repeated at the same place. */
    public void retried(String provider, String reason) {
        retries.of(new Labels(provider, reason)).increment();
    }

    /** A clock of a call ran out. */
    public void clockRanOut(String provider, String clock) {
        timeouts.of(new Labels(provider, clock)).increment();
    }

    /** What one breaker does. */
    public static final class BreakerMeter {
        private final Breakers all;
        private State state = State.CLOSED;
        private boolean gone;

        private BreakerMeter(Breakers all) {
            this.all = all;
            all.enter(State.CLOSED);
        }

        /** It went into another state. */
        public synchronized void is(State now) {
            if (now != state && !gone) {
                all.leave(state);
                all.enter(now);
                all.changed(now);
                state = now;
            }
        }

        /** It is not used any more. */
        public synchronized void forget() {
            if (!gone) {
                gone = true;
                all.leave(state);
            }
        }
    }

    private static final class Breakers {
        private final Map<State, AtomicInteger> counts = new EnumMap<>(State.class);
        private final Map<State, Counter> changes = new EnumMap<>(State.class);

        Breakers(MeterRegistry registry, String target) {
            for (State state : State.values()) {
                var count = new AtomicInteger();
                counts.put(state, count);
                Metrics.BREAKERS.gaugeIn(registry, count, AtomicInteger::get, target, state.label());
                changes.put(state, Metrics.BREAKER_CHANGES.counterIn(registry, target, state.label()));
            }
        }

        void enter(State state) {
            counts.computeIfPresent(state, (same, count) -> {
                count.incrementAndGet();
                return count;
            });
        }

        void leave(State state) {
            counts.computeIfPresent(state, (same, count) -> {
                count.decrementAndGet();
                return count;
            });
        }

        void changed(State to) {
            Counter counter = changes.get(to);
            if (counter != null) {
                counter.increment();
            }
        }
    }
}
