package io.aigateway.provider;

import com.fasterxml.jackson.databind.JsonNode;
import io.aigateway.kernel.Failure;
import io.aigateway.kernel.Failure.Kind;
import io.aigateway.kernel.FailureException;
import io.aigateway.model.api.ModelFailures;
import io.vertx.core.MultiMap;
import java.time.Clock;

/**
 * Makes failures of what providers say when something is wrong. The texts are fixed, one for each kind: an upstream's own words
 * can hold a prompt or a key. {@link InputTooLong} is the one that holds more, two numbers.
 */
public final class UpstreamErrors {
    /** Responses with this status, or a higher one, are errors. */
    static final int FIRST_STATUS = 400;

    private static final String REFUSED = "The model provider refused the request";
    private static final String PAUSE = "The model provider asks for a pause";
    private static final String UNAVAILABLE = "The model provider cannot answer now";

    private final RetryAfter retryAfter;

    public UpstreamErrors(Clock clock) {
        this.retryAfter = new RetryAfter(clock);
    }

    /**
     * What an error response means, whichever provider sent it. Its own 401 and 403 are {@link Kind#UPSTREAM_REFUSED}: the
     * gateway's credential failed, not the caller's.
     */
    public Failure explain(int status, MultiMap headers, byte[] body) {
        ErrorBody error = ErrorBody.read(body);
        Kind kind = kindOf(status, error);
        long wait = switch (kind) {
            case RATE_LIMITED -> retryAfter.seconds(headers, error.error(), true);
            case UPSTREAM_UNAVAILABLE -> retryAfter.seconds(headers, error.error(), false);
            default -> 0;
        };
        return Failure.upstream(kind, detailOf(kind, error), status, wait);
    }

    /** Whether a document that should have been an answer, or a piece of one, reports an error. */
    public static boolean isError(JsonNode document) {
        return ErrorBody.isError(document);
    }

    /** What an error means that came with, or after, a status of 200. Its status is the one it would have had otherwise. */
    public static FailureException reported(JsonNode document) {
        ErrorBody error = ErrorBody.of(document);
        Kind kind = kindOf(error.status(), error);
        long wait = kind == Kind.UPSTREAM_REFUSED ? 0 : RetryAfter.seconds(error.error());
        return Failure.upstream(kind, detailOf(kind, error), error.status(), wait)
                .asException();
    }

    /** The provider answered with something that is no answer. */
    public static FailureException unreadable() {
        return Failure.of(Kind.UPSTREAM_UNAVAILABLE, "The model provider sent an answer that cannot be read")
                .asException();
    }

    /** The provider stopped in the middle of an answer. */
    public static FailureException brokenOff() {
        return Failure.of(Kind.UPSTREAM_UNAVAILABLE, "The model provider broke off its answer")
                .asException();
    }

    /** The gateway has no key for the provider. */
    public static FailureException noCredential() {
        return Failure.of(Kind.UPSTREAM_UNAVAILABLE, "The gateway has no credential for the model provider")
                .asException();
    }

    private static Kind kindOf(int status, ErrorBody error) {
        if (status == 429) {
            return error.isSpent() ? Kind.UPSTREAM_REFUSED : Kind.RATE_LIMITED;
        }
        return switch (status) {
            case 408, 409, 424, 425, 499 -> Kind.UPSTREAM_UNAVAILABLE;
            default -> status >= 500 ? Kind.UPSTREAM_UNAVAILABLE : Kind.UPSTREAM_REFUSED;
        };
    }

    private static String detailOf(Kind kind, ErrorBody error) {
        return switch (kind) {
            case RATE_LIMITED -> PAUSE;
            case UPSTREAM_UNAVAILABLE -> UNAVAILABLE;
            default ->
                error.saysPromptTooLong() ? ModelFailures.PROMPT_TOO_LONG + InputTooLong.numbersIn(error) : REFUSED;
        };
    }
}
