package io.aigateway.provider;

import io.aigateway.observe.ProviderMetrics;
import io.aigateway.observe.ProviderMetrics.Watched;
import io.aigateway.resilience.Backoff;
import io.aigateway.resilience.Bulkhead;
import io.aigateway.resilience.ConcurrencyLimit;
import io.aigateway.resilience.GradientLimit;
import io.aigateway.resilience.ShareBudget;
import io.aigateway.settings.CallSettings;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/**
 * What all instances of a provider's verticle in this JVM share: how many calls are under way, which targets are left alone, and how
 * much may be repeated. So a limit is one limit and an outage is learnt once, however many event loops there are.
 */
public final class ProviderHost {
    private static final long FIRST_WAIT_MILLIS = 250;
    private static final long LONGEST_WAIT_MILLIS = 5_000;

    /** Retries that a quiet gateway has saved up. */
    private static final int RESERVE = 10;

    /** Where a limit that adapts itself begins, and below which it never goes. */
    private static final int FIRST_LIMIT = 20;

    private static final int LOWEST_LIMIT = 4;

    private final String provider;
    private final CallSettings settings;
    private final ProviderMetrics metrics;
    private final Clock clock = Clock.systemUTC();
    private final Breakers breakers;
    private final Bulkhead places;
    private final ShareBudget retries;
    private final Backoff backoff = new Backoff(
            FIRST_WAIT_MILLIS,
            LONGEST_WAIT_MILLIS,
            () -> ThreadLocalRandom.current().nextDouble());

    /**
     * A host without any call.
     *
     * @param provider name of the provider
     */
    public ProviderHost(Vertx vertx, String provider, CallSettings settings, ProviderMetrics metrics) {
        this.provider = provider;
        this.settings = settings;
        this.metrics = metrics;
        this.breakers = new Breakers(vertx, settings, metrics, System::nanoTime);
        this.places = new Bulkhead(provider, limit(settings), settings.maxWaiting(), System::nanoTime);
        this.retries = new ShareBudget(settings.retryShare(), RESERVE);
        metrics.watch(provider, new Watched(places::underWay, places::waiting, places::limit, breakers::open));
    }

    private static ConcurrencyLimit limit(CallSettings settings) {
        int max = settings.maxConcurrent();
        return settings.adaptive()
                ? new GradientLimit(Math.min(FIRST_LIMIT, max), Math.min(LOWEST_LIMIT, max), max)
                : ConcurrencyLimit.fixed(max);
    }

    /** Name of the provider. */
    public String provider() {
        return provider;
    }

    /** The targets that have been asked, and whether they are asked now. */
    public List<BreakerState> states() {
        return breakers.states();
    }

    /**
     * Whether a target is asked.
     *
     * @param target label of the target, such as {@code vertexai:us-central1}
     * @param state  {@code closed}: it is; {@code open}: it is left alone; {@code half_open}: one call finds out
     */
    public record BreakerState(String target, String state) {}

    /** Sets who hears when a target is left alone, and when it answers again; called on any thread. */
    public void onChange(Consumer<TargetTold> hearer) {
        breakers.onChange(hearer);
    }

    /** Another node says that a target is left alone, or answers again. What this node sees itself counts for more. */
    public void heard(TargetTold news) {
        if (news.provider().equals(provider)) {
            breakers.heard(news);
        }
    }

    Clock clock() {
        return clock;
    }

    CallSettings settings() {
        return settings;
    }

    ProviderMetrics metrics() {
        return metrics;
    }

    Breakers breakers() {
        return breakers;
    }

    Bulkhead places() {
        return places;
    }

    ShareBudget retries() {
        return retries;
    }

    Backoff backoff() {
        return backoff;
    }
}
