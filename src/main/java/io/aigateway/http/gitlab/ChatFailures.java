package io.aigateway.http.gitlab;

import io.aigateway.http.FailureShape;
import io.aigateway.kernel.Failure;
import org.jspecify.annotations.Nullable;

/** Failures of Claude in {@code /v1/chat}, in the words of the original. Source: contract section 2.1. */
final class ChatFailures implements FailureShape {
    private static final int BAD_GATEWAY = 502;
    private static final int GATEWAY_TIMEOUT = 504;

    @Override
    public @Nullable Reply of(Failure failure) {
        return switch (failure.kind()) {
            case TIMED_OUT -> Reply.detail(GATEWAY_TIMEOUT, "Anthropic API Timeout Error.");
            case UPSTREAM_REFUSED, UPSTREAM_UNAVAILABLE, RATE_LIMITED ->
                Reply.detail(
                        BAD_GATEWAY,
                        failure.upstreamStatus() > 0
                                ? "Anthropic API Status Error."
                                : "Anthropic API Connection Error.");
            default -> null;
        };
    }
}
