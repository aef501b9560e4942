package io.aigateway.http.gitlab;

import io.aigateway.http.FailureShape;
import io.aigateway.kernel.Failure;
import org.jspecify.annotations.Nullable;

/**
 * Failures of the provider proxies: 400 for what is not allowed, 502 when the provider gives no answer. Errors that a provider
 * answers with are no failures, they pass. Source: contract sections 4.2 and 4.6.
 */
final class ProxyFailures implements FailureShape {
    private static final int NOT_ALLOWED = 400;
    private static final int NO_ANSWER = 502;

    @Override
    public @Nullable Reply of(Failure failure) {
        return switch (failure.kind()) {
            case INVALID, UNRESOLVED -> Reply.detail(NOT_ALLOWED, failure.detail());
            case UPSTREAM_REFUSED, UPSTREAM_UNAVAILABLE, TIMED_OUT, RATE_LIMITED, UNSERVED ->
                Reply.detail(NO_ANSWER, "Bad Gateway");
            default -> null;
        };
    }
}
