package io.aigateway.kernel;

import java.util.concurrent.CompletionException;

/** Carries a {@link Failure} through a future. The only exception that the gateway throws on purpose. */
public final class FailureException extends RuntimeException {
    private final transient Failure failure;

    FailureException(Failure failure) {
        // No stack trace: a failure is an expected outcome, and made on the request path.
        super(null, null, false, false);
        this.failure = failure;
    }

    @Override
    public String getMessage() {
        return failure.kind() + ": " + failure.detail();
    }

    public Failure failure() {
        return failure;
    }

    /** The failure inside {@code cause}, or {@link Failure.Kind#INTERNAL} with a fixed text when there is none. */
    public static Failure failureIn(Throwable cause) {
        Throwable inner = cause;
        while (inner instanceof CompletionException && inner.getCause() != null) {
            inner = inner.getCause();
        }
        return inner instanceof FailureException known
                ? known.failure()
                : Failure.of(Failure.Kind.INTERNAL, "Internal Server Error");
    }

    /** Whether {@code cause} is a known failure rather than a defect that somebody has to look at. */
    public static boolean isFailure(Throwable cause) {
        return failureIn(cause).kind() != Failure.Kind.INTERNAL || cause instanceof FailureException;
    }
}
