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
 * @param file        YAML file with limits of callers; empty for the packaged one
 * @param maxCounters how many keys are counted at once
 * @param ownerTimeout how long the node that counts for a key is looked for
 */
public record LimitSettings(
        Map<Feature, Integer> concurrency,
        int maxWaiting,
        Duration maxWait,
        String file,
        int maxCounters,
        Duration ownerTimeout) {
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

    static final Setting<String> FILE = Kinds.text(
            "AIGW_LIMITS__FILE", "", "YAML file with limits of callers; empty for conf/limits.yaml, which has none.");
    static final Setting<Integer> MAX_COUNTERS = Kinds.whole(
            "AIGW_LIMITS__MAX_COUNTERS",
            50_000,
            1,
            10_000_000,
            "Keys, such as users, that are counted at once; up to 2 KB each. Beyond that the new ones of a policy share a counter.");

    static final Setting<Duration> OWNER_TIMEOUT = Kinds.seconds(
            "AIGW_LIMITS__OWNER_TIMEOUT",
            "0.5",
            "In a cluster, how long a request waits for the node that counts for a key; then its policy's owner_lost says what happens.");

    static final List<Setting<?>> ALL = List.of(CONCURRENCY, MAX_WAITING, MAX_WAIT, FILE, MAX_COUNTERS, OWNER_TIMEOUT);

    public LimitSettings {
        concurrency = Map.copyOf(concurrency);
    }

    /** Requests of a feature that may be under way at once. */
    public int concurrency(Feature feature) {
        return Objects.requireNonNullElse(concurrency.get(feature), USUAL_CONCURRENCY);
    }

    static LimitSettings from(Environment environment) {
        return new LimitSettings(
                concurrency(environment),
                environment.read(MAX_WAITING),
                environment.read(MAX_WAIT),
                environment.read(FILE),
                environment.read(MAX_COUNTERS),
                environment.read(OWNER_TIMEOUT));
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
