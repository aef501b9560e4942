package io.aigateway.model.api;

import io.aigateway.kernel.Failure;
import io.aigateway.kernel.Failure.Kind;

/** What features have to tell apart among the failures of models. */
public final class ModelFailures {
    /** How the detail of a failure begins that says that the prompt was longer than the model can read. */
    public static final String PROMPT_TOO_LONG = "The prompt is too long for the model";

    /** What providers answer that have too much to do; no registered status. */
    private static final int OVERLOADED = 529;

    private ModelFailures() {}

    /** Whether the prompt was longer than the model can read. */
    public static boolean isPromptTooLong(Failure failure) {
        return failure.detail().startsWith(PROMPT_TOO_LONG);
    }

    /** Whether the provider has too much to do. */
    public static boolean isOverloaded(Failure failure) {
        return failure.upstreamStatus() == OVERLOADED;
    }

    /** Whether the same question may well be answered a moment later. */
    public static boolean isPassing(Failure failure) {
        return failure.kind() == Kind.RATE_LIMITED
                || failure.kind() == Kind.UPSTREAM_UNAVAILABLE
                || failure.kind() == Kind.TIMED_OUT
                || failure.kind() == Kind.OVERLOADED;
    }
}
