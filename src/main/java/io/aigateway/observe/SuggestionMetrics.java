package io.aigateway.observe;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What clients report of suggestions. Labels are for callers to bound: words of the catalogue and of the table of languages, else
 * {@link #OTHER}. How many combinations of them there can be is bounded here.
 */
public final class SuggestionMetrics {
    /** Stands for every word that is not known. */
    public static final String OTHER = "other";

    /** Far more than any installation uses; beyond it languages are no longer told apart. */
    private static final int MAX_COMBINATIONS = 2_000;

    private static final Duration[] BUCKETS = {
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(2500),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30)
    };

    private final MeterRegistry registry;
    private final Set<List<String>> combinations = ConcurrentHashMap.newKeySet();

    public SuggestionMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /** One suggestion was accepted or rejected. */
    public void outcome(String model, String language, String feature, boolean accepted) {
        Counter.builder("gateway_suggestion_outcomes")
                .description("What became of suggestions, as clients reported it.")
                .tags("model", model, "language", bounded(language, model, feature), "feature", feature)
                .tag("outcome", accepted ? "accepted" : "rejected")
                .register(registry)
                .increment();
    }

    /** How long a user waited for a suggestion. */
    public void latency(String model, String feature, Duration latency) {
        Timer.builder("gateway_suggestion_latency")
                .description("How long users waited for suggestions, as clients reported it.")
                .tags("model", model, "feature", feature)
                .serviceLevelObjectives(BUCKETS)
                .register(registry)
                .record(latency);
    }

    /** An editor's sums; those that are not above zero are left out. */
    public void counts(String engine, String model, String language, long requests, long accepts, long errors) {
        String told = bounded(language, engine, model);
        add("code_suggestions_requests", "Suggestions asked for, by editors' count.", requests, engine, model, told);
        add("code_suggestions_accepts", "Suggestions taken over, by editors' count.", accepts, engine, model, told);
        add("code_suggestions_errors", "Requests that failed, by editors' count.", errors, engine, model, told);
    }

    private void add(String name, String description, long count, String engine, String model, String language) {
        if (count > 0) {
            Counter.builder(name)
                    .description(description)
                    .tags("model_engine", engine, "model_name", model, "lang", language)
                    .register(registry)
                    .increment((double) count);
        }
    }

    private String bounded(String language, String... others) {
        List<String> combination = List.of(language, others[0], others[1]);
        if (combinations.contains(combination)) {
            return language;
        } else if (combinations.size() >= MAX_COMBINATIONS) {
            return OTHER;
        }
        combinations.add(combination);
        return language;
    }
}
