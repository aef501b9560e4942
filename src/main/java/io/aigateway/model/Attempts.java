package io.aigateway.model;

import io.aigateway.kernel.Failure;
import io.aigateway.kernel.Failure.Kind;
import io.aigateway.model.api.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Which targets of a question are tried, and why those that were tried did not serve. Groups come in their order; in a group two
 * targets are drawn by weight and the less loaded one is taken (power of two choices); targets that rest come last.
 */
final class Attempts {
    /** More are not tried for one question. */
    private static final int MAX_ATTEMPTS = 8;

    private final List<TargetGroup> groups;
    private final Targets known;
    private final RandomGenerator random;
    private final List<Target> tried = new ArrayList<>(1);
    private final List<String> reasons = new ArrayList<>(0);
    private @Nullable Failure first;

    Attempts(Question question, Targets known, RandomGenerator random) {
        this.groups = question.everywhere();
        this.known = known;
        this.random = random;
    }

    /** The target to try next; null when there is none left. */
    @Nullable
    Target next() {
        Target chosen = choose(false);
        Target target = chosen == null ? choose(true) : chosen;
        if (target != null) {
            tried.add(target);
        }
        return target;
    }

    /** Whether there is another target to try. */
    boolean hasNext() {
        if (tried.size() < MAX_ATTEMPTS) {
            for (TargetGroup group : groups) {
                if (!tried.containsAll(group.targets())) {
                    return true;
                }
            }
        }
        return false;
    }

    void failed(Target target, Failure failure) {
        known.failed(target, failure);
        reasons.add(target.label() + " " + failure.kind()
                + (failure.upstreamStatus() > 0 ? " " + failure.upstreamStatus() : ""));
        // What the first target said is what the caller asked about; that one is not set up says the least.
        if (first == null || (first.kind() == Kind.UNSERVED && failure.kind() != Kind.UNSERVED)) {
            first = failure;
        }
    }

    /** Why the targets that were tried did not serve, in order; names of targets and kinds of failures only. */
    List<String> reasons() {
        return reasons;
    }

    /** What the caller is told when none served. */
    Failure failure() {
        return first == null ? Failure.of(Kind.UNSERVED, "The model has no target") : first;
    }

    /** Whether another target may do better. What is wrong with the request is wrong everywhere. */
    static boolean isWorthAnother(Failure failure) {
        return switch (failure.kind()) {
            case UPSTREAM_UNAVAILABLE, RATE_LIMITED, TIMED_OUT, OVERLOADED, UNSERVED -> true;
            case UPSTREAM_REFUSED ->
                switch (failure.upstreamStatus()) {
                    case 401, 402, 403, 404, 410, 429 -> true;
                    default -> false;
                };
            default -> false;
        };
    }

    private @Nullable Target choose(boolean amongThoseThatRest) {
        if (tried.size() >= MAX_ATTEMPTS) {
            return null;
        }
        for (TargetGroup group : groups) {
            var targets = new ArrayList<Target>();
            var weights = new ArrayList<Integer>();
            for (int i = 0; i < group.targets().size(); i++) {
                Target target = group.targets().get(i);
                if (!tried.contains(target) && (amongThoseThatRest || !known.rests(target))) {
                    targets.add(target);
                    weights.add(group.weights().get(i));
                }
            }
            if (!targets.isEmpty()) {
                return lessLoaded(targets, weights);
            }
        }
        return null;
    }

    private Target lessLoaded(List<Target> targets, List<Integer> weights) {
        int one = draw(weights, -1);
        if (targets.size() == 1) {
            return targets.get(one);
        }
        int other = draw(weights, one);
        double costOfOne = known.state(targets.get(one)).load().cost();
        double costOfOther = known.state(targets.get(other)).load().cost();
        return targets.get(costOfOne <= costOfOther ? one : other);
    }

    /** A place drawn by weight, other than {@code without}. */
    private int draw(List<Integer> weights, int without) {
        int sum = 0;
        for (int i = 0; i < weights.size(); i++) {
            sum += i == without ? 0 : weights.get(i);
        }
        int drawn = random.nextInt(sum);
        for (int i = 0; i < weights.size(); i++) {
            drawn -= i == without ? 0 : weights.get(i);
            if (drawn < 0) {
                return i;
            }
        }
        throw new IllegalStateException("weights add up to " + sum);
    }
}
