package io.aigateway.limit;

import org.jspecify.annotations.Nullable;

/**
 * What the node that was asked for charges says.
 *
 * @param state   whether it counted
 * @param outcome what became of the charges; null when it did not count
 */
record Answered(State state, @Nullable Outcome outcome) {
    /** Whether charges were counted. */
    enum State {
        COUNTED,
        /** Another node counts, or nodes do not agree yet who does. */
        NOT_HERE,
        /** Not every node could be asked what it let pass, and a policy is strict about that. */
        UNSURE
    }

    static Answered counted(Outcome outcome) {
        return new Answered(State.COUNTED, outcome);
    }

    static Answered not(State why) {
        return new Answered(why, null);
    }
}
