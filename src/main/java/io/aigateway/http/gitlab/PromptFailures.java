package io.aigateway.http.gitlab;

import io.aigateway.http.FailureShape;
import io.aigateway.kernel.Failure;
import io.netty.handler.codec.http.HttpResponseStatus;
import org.jspecify.annotations.Nullable;

/**
 * Failures of prompts: 400 for an endpoint that is not permitted, and 421 with the model's own status and its reason, which administrators
 * read when they test the connection to a model of their own. Source: contract section 3.1.
 */
final class PromptFailures implements FailureShape {
    private static final int BAD_REQUEST = 400;
    private static final int MODEL_FAILED = 421;

    @Override
    public @Nullable Reply of(Failure failure) {
        return switch (failure.kind()) {
            case SWITCHED_OFF -> Reply.detail(BAD_REQUEST, failure.detail());
            case UPSTREAM_REFUSED -> modelFailed(failure, HttpResponseStatus.BAD_GATEWAY.code());
            case RATE_LIMITED -> modelFailed(failure, HttpResponseStatus.TOO_MANY_REQUESTS.code());
            case UPSTREAM_UNAVAILABLE -> modelFailed(failure, HttpResponseStatus.SERVICE_UNAVAILABLE.code());
            case TIMED_OUT -> modelFailed(failure, HttpResponseStatus.GATEWAY_TIMEOUT.code());
            default -> null;
        };
    }

    private static Reply modelFailed(Failure failure, int otherwise) {
        int status = failure.upstreamStatus() > 0 ? failure.upstreamStatus() : otherwise;
        String reason = HttpResponseStatus.valueOf(status).reasonPhrase();
        // The library makes a text such as "Server Error (529)" for what is not registered.
        String known = reason.endsWith(")") ? "Unknown" : reason;
        return Reply.detail(MODEL_FAILED, status + ": " + known);
    }
}
