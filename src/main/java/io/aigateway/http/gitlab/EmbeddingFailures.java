package io.aigateway.http.gitlab;

import io.aigateway.http.FailureShape;
import io.aigateway.kernel.Failure;
import org.jspecify.annotations.Nullable;

/**
 * Failures of embeddings: the provider's own status where GitLab goes by it, with a text like that of the original's client library.
 * Source: contract section 5.1.
 */
final class EmbeddingFailures implements FailureShape {
    private static final int BAD_REQUEST = 400;
    private static final int UNAUTHORIZED = 401;
    private static final int TOO_MANY_REQUESTS = 429;

    @Override
    public @Nullable Reply of(Failure failure) {
        return switch (failure.kind()) {
            case RATE_LIMITED -> throttled();
            case UPSTREAM_REFUSED ->
                switch (failure.upstreamStatus()) {
                    case 400, 413, 422 -> Reply.detail(BAD_REQUEST, "litellm.BadRequestError: " + failure.detail());
                    case 401 ->
                        Reply.detail(UNAUTHORIZED, "litellm.AuthenticationError: The model provider refused the key");
                    case 429 -> throttled();
                    default -> null;
                };
            default -> null;
        };
    }

    /** Rails has waits of its own. */
    @Override
    public boolean tellsRetryAfter() {
        return false;
    }

    private static Reply throttled() {
        return Reply.detail(TOO_MANY_REQUESTS, "litellm.RateLimitError: The model provider asks for a pause");
    }
}
