package io.aigateway.model;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.aigateway.kernel.Failure;
import io.aigateway.kernel.Failure.Kind;
import io.aigateway.model.api.Target;
import io.aigateway.resilience.Durations;
import io.aigateway.resilience.ShareBudget;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * What this node has learnt about targets: how loaded each is, which of them rest, and how long models usually take to their first
 * token. Shared by everybody who asks models in this JVM.
 */
public final class Targets {
    /** Callers can name servers of their own; what is known of the least recently used ones is forgotten. */
    private static final int MAX_TARGETS = 10_000;

    private static final int MAX_MODELS = 1_000;

    /** How long a target rests that asks for a pause without saying how long. */
    private static final long USUAL_REST_SECONDS = 1;

    /** Nobody rests longer, whatever it asks for. */
    private static final long LONGEST_REST_SECONDS = 60;

    private static final double HEDGE_AT = 0.95;
    private static final int HEDGE_RESERVE = 10;

    private final Cache<Object, TargetState> states =
            Caffeine.newBuilder().maximumSize(MAX_TARGETS).build();
    private final Cache<String, Durations> firstTokens =
            Caffeine.newBuilder().maximumSize(MAX_MODELS).build();
    private final LongSupplier nanoTime;
    private final ShareBudget hedges;

    /**
     * Nothing learnt yet.
     *
     * @param hedgeShare second calls for each ordinary one, at most
     * @param nanoTime   a clock, in nanoseconds
     */
    public Targets(double hedgeShare, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.hedges = new ShareBudget(hedgeShare, HEDGE_RESERVE);
    }

    TargetState state(Target target) {
        record Key(String provider, String api, String model, String endpoint, int apiKey, String location, int key) {}
        var key = new Key(
                target.provider(),
                target.api(),
                target.model(),
                target.endpoint(),
                target.apiKey().hashCode(),
                target.location(),
                target.key());
        return Objects.requireNonNull(states.get(key, unseen -> new TargetState(nanoTime)));
    }

    /** How long a model usually takes to its first token. */
    Durations firstTokens(String model) {
        return Objects.requireNonNull(firstTokens.get(model, unseen -> new Durations(HEDGE_AT)));
    }

    ShareBudget hedges() {
        return hedges;
    }

    long now() {
        return nanoTime.getAsLong();
    }

    boolean rests(Target target) {
        return state(target).rests();
    }

    /** A target that asks for a pause gets it, as long as there are others. */
    void failed(Target target, Failure failure) {
        boolean asksForPause = failure.kind() == Kind.RATE_LIMITED || failure.retryAfterSeconds() > 0;
        if (asksForPause) {
            long seconds = failure.retryAfterSeconds() > 0 ? failure.retryAfterSeconds() : USUAL_REST_SECONDS;
            state(target).rest(TimeUnit.SECONDS.toNanos(Math.min(LONGEST_REST_SECONDS, seconds)));
        }
    }
}
