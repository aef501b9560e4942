package io.aigateway.model;

import io.aigateway.model.api.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Targets that are as good as one another: calls are spread over them.
 *
 * @param targets at least one
 * @param weights how much of the calls each takes, in the same order; above 0
 */
public record TargetGroup(List<Target> targets, List<Integer> weights) {
    public TargetGroup {
        targets = List.copyOf(targets);
        weights = List.copyOf(weights);
        if (targets.isEmpty()
                || targets.size() != weights.size()
                || weights.stream().anyMatch(weight -> weight < 1)) {
            throw new IllegalArgumentException(targets.size() + " targets, weights: " + weights);
        }
    }

    /** One target. */
    public static TargetGroup of(Target target) {
        return new TargetGroup(List.of(target), List.of(1));
    }

    /** The same with targets that are changed one by one; this one when none of them is. */
    TargetGroup map(UnaryOperator<Target> change) {
        var changed = new ArrayList<>(targets);
        changed.replaceAll(change);
        return changed.equals(targets) ? this : new TargetGroup(changed, weights);
    }
}
