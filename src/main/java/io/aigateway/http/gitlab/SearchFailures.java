package io.aigateway.http.gitlab;

import io.aigateway.http.FailureShape;
import io.aigateway.kernel.Failure;
import org.jspecify.annotations.Nullable;

/** Failures of the documentation search. Source: contract section 6.1. */
final class SearchFailures implements FailureShape {
    private static final int BAD_REQUEST = 400;
    private static final int SERVER_ERROR = 500;

    @Override
    public @Nullable Reply of(Failure failure) {
        return switch (failure.kind()) {
            case NOT_FOUND -> Reply.detail(BAD_REQUEST, failure.detail());
            case UPSTREAM_REFUSED, UPSTREAM_UNAVAILABLE, RATE_LIMITED, TIMED_OUT ->
                Reply.detail(SERVER_ERROR, "Vertex API Search Error.");
            default -> null;
        };
    }
}
