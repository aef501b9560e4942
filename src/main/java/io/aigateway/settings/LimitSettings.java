package io.aigateway.settings;

import com.fasterxml.jackson.core.type.TypeReference;
import io.aigateway.kernel.Feature;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How much callers may ask for.
 *
 * @param concurrency feature to requests of it that may be under way at once; what is absent has the usual number
 * @param maxWaiting  requests of a feature that may wait for their turn
 * @param maxWait     longest wait for it
 */
public record LimitSettings(Map<Feature, Integer> concurrency, int maxWaiting, Duration maxWait) {
    private static final int USUAL_CONCURRENCY = 10_000;

    private static final String FEATURES =
            Arrays.stream(Feature.values()).map(Feature::key).collect(Collectors.joining(", "));

    static final Setting<Map<String, Integer>> CONCURRENCY = Kinds.json(
            "AIGW_HTTP__FEATURE_CONCURRENCY",
            "{}",
            "a JSON object: feature to a whole number, at least 1",
            new TypeReference<>() {},
            "Requests of a feature (" + FEATURES + ") that may be under way at once on this node; those not named have "
                    + USUAL_CONCURRENCY + ".");
    static final Setting<Integer> MAX_WAITING = Kinds.whole(
            "AIGW_HTTP__FEATURE_MAX_WAITING",
            64,
            0,
            100_000,
            "Requests of a feature that may wait for their turn; more are sent away at once.");
    static final Setting<Duration> MAX_WAIT =
            Kinds.seconds("AIGW_HTTP__FEATURE_MAX_WAIT", "1", "Longest wait for a turn; then the caller is sent away.");

    static final List<Setting<?>> ALL = List.of(CONCURRENCY, MAX_WAITING, MAX_WAIT);

    public LimitSettings {
        concurrency = Map.copyOf(concurrency);
    }

    /** Requests of a feature that may be under way at once. */
    public int concurrency(Feature feature) {
        return Objects.requireNonNullElse(concurrency.get(feature), USUAL_CONCURRENCY);
    }

    static LimitSettings from(Environment environment) {
        return new LimitSettings(concurrency(environment), environment.read(MAX_WAITING), environment.read(MAX_WAIT));
    }

    private static Map<Feature, Integer> concurrency(Environment environment) {
        var limits = new EnumMap<Feature, Integer>(Feature.class);
        environment.read(CONCURRENCY).forEach((name, limit) -> {
            Optional<Feature> feature = Feature.ofKey(name);
            if (feature.isEmpty() || limit == null || limit < 1) {
                environment.complain(CONCURRENCY, name + ": " + limit, "one of " + FEATURES + ", and at least 1");
            } else {
                limits.put(feature.get(), limit);
            }
        });
        return limits;
    }
}
