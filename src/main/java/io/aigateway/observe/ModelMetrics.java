package io.aigateway.observe;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.function.IntSupplier;

/**
 * What is measured of calls to models. Labels are bounded: models are identifiers of the catalogue, targets are providers with a
 * region and the number of a key, outcomes are kinds of failures.
 */
public final class ModelMetrics {
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(2500),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofSeconds(60)
    };

    private final MeterRegistry registry;

    public ModelMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /** A call of one target ended: {@code ok}, or with a kind of failure. */
    public void ended(String model, String target, String outcome, boolean streamed, long nanos) {
        Timer.builder("gateway_model_call_duration")
                .description("Calls of models, by target and outcome.")
                .tags("model", model, "target", target, "outcome", outcome, "streaming", streamed ? "yes" : "no")
                .serviceLevelObjectives(BUCKETS)
                .register(registry)
                .record(Duration.ofNanos(nanos));
    }

    /** The first token of a stream came. */
    public void firstToken(String model, String target, long nanos) {
        Timer.builder("gateway_model_first_token")
                .description("Time from the question to the first token of a stream.")
                .tags("model", model, "target", target)
                .serviceLevelObjectives(BUCKETS)
                .register(registry)
                .record(Duration.ofNanos(nanos));
    }

    /** A token came after another. */
    public void betweenTokens(String model, long nanos) {
        Timer.builder("gateway_model_between_tokens")
                .description("Time from one token of a stream to the next.")
                .tags("model", model)
                .serviceLevelObjectives(BUCKETS)
                .register(registry)
                .record(Duration.ofNanos(nanos));
    }

    /** A model consumed tokens, by its provider's count. */
    public void tokens(String model, int input, int output, int cached) {
        tokens(model, "input", "no", input);
        tokens(model, "output", "no", output);
        tokens(model, "cached", "no", cached);
    }

    /** A model wrote tokens that nobody counted. */
    public void estimatedTokens(String model, long output) {
        tokens(model, "output", "yes", output);
    }

    private void tokens(String model, String direction, String estimated, long count) {
        Counter.builder("gateway_model_tokens")
                .description("Tokens that models read, wrote and took from caches.")
                .tags("model", model, "direction", direction, "estimated", estimated)
                .register(registry)
                .increment((double) count);
    }

    /** Another target is tried because one failed. */
    public void fellBack(String model, String from, String reason) {
        Counter.builder("gateway_model_fallbacks")
                .description("Calls that went on to another target.")
                .tags("model", model, "from", from, "reason", reason)
                .register(registry)
                .increment();
    }

    /** A second target is asked because the first is slow. */
    public void hedged(String model) {
        count("gateway_model_hedges", "Second calls made because the first was slow.", "model", model);
    }

    /** The second target answered first. */
    public void hedgeWon(String model) {
        count("gateway_model_hedges_won", "Second calls that answered first.", "model", model);
    }

    /** The caller left. */
    public void cancelled(String model, boolean begun) {
        Counter.builder("gateway_model_cancellations")
                .description("Calls whose caller left.")
                .tags("model", model, "begun", begun ? "yes" : "no")
                .register(registry)
                .increment();
    }

    /** A call was repeated at the same place. */
    public void retried(String provider, String reason) {
        Counter.builder("gateway_provider_retries")
                .description("Calls that were repeated at the same target.")
                .tags("provider", provider, "reason", reason)
                .register(registry)
                .increment();
    }

    /** A clock of a call ran out. */
    public void clockRanOut(String provider, String clock) {
        Counter.builder("gateway_provider_timeouts")
                .description("Calls whose clock ran out, by clock.")
                .tags("provider", provider, "clock", clock)
                .register(registry)
                .increment();
    }

    /** What is under way at a provider, read when metrics are collected. */
    public void watch(
            String provider, IntSupplier underWay, IntSupplier waiting, IntSupplier limit, IntSupplier leftAlone) {
        gauge("gateway_provider_calls_in_flight", "Calls that are under way.", provider, underWay);
        gauge("gateway_provider_calls_waiting", "Calls that wait for their turn.", provider, waiting);
        gauge("gateway_provider_calls_limit", "Calls that may be under way at once.", provider, limit);
        gauge(
                "gateway_provider_breakers_open",
                "Targets that are left alone because they failed.",
                provider,
                leftAlone);
    }

    private void gauge(String name, String description, String provider, IntSupplier value) {
        Gauge.builder(name, value, IntSupplier::getAsInt)
                .description(description)
                .tags("provider", provider)
                .strongReference(true)
                .register(registry);
    }

    private void count(String name, String description, String label, String value) {
        Counter.builder(name)
                .description(description)
                .tags(label, value)
                .register(registry)
                .increment();
    }
}
