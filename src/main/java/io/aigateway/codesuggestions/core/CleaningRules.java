package io.aigateway.codesuggestions.core;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which steps clean the completions of a model.
 *
 * @param skippedSteps   names of steps to leave out, e.g. {@code filter_score}; unknown names mean nothing
 * @param host           whose models have steps of their own
 * @param scoreThreshold completions that score lower are dropped, for {@link Host#FIREWORKS}; null for no threshold
 */
public record CleaningRules(
        Set<String> skippedSteps, Host host, @Nullable Double scoreThreshold) {
    public CleaningRules {
        skippedSteps = Set.copyOf(skippedSteps);
    }

    /** Who runs a model whose completions are cleaned. */
    public enum Host {
        VERTEX,
        FIREWORKS
    }
}
