package io.aigateway.http;

import io.aigateway.http.body.InvalidBody;
import io.aigateway.http.body.ValidationAnswer;
import io.aigateway.http.body.ValidationAnswer.Form;
import io.aigateway.kernel.Failure;
import io.aigateway.kernel.Failure.Kind;
import io.aigateway.kernel.FailureException;
import io.aigateway.limit.Limits;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns every failure into an HTTP answer in the shape that GitLab's clients expect: {@code error} for 401, three members for
 * quota, {@code detail} for everything else. The one place that knows both. Source: contract section 0.2.
 */
final class FailureHandler implements Handler<RoutingContext> {
    /** A quota failure other than used-up credits carries a problem of this type. */
    static final String QUOTA_PROBLEM = "usage_quota";

    private static final Logger log = LoggerFactory.getLogger(FailureHandler.class);

    private final VerboseErrors verbose;

    FailureHandler(VerboseErrors verbose) {
        this.verbose = verbose;
    }

    static int statusOf(Kind kind) {
        return switch (kind) {
            case UNAUTHENTICATED -> 401;
            case QUOTA_EXHAUSTED -> 402;
            case FORBIDDEN -> 403;
            case NOT_FOUND -> 404;
            case TOO_LARGE -> 413;
            case UNRESOLVED -> 400;
            case INVALID, SWITCHED_OFF -> 422;
            case RATE_LIMITED -> 429;
            case CANCELLED -> 499;
            case INTERNAL -> 500;
            case UPSTREAM_REFUSED, UPSTREAM_UNAVAILABLE, TIMED_OUT, OVERLOADED, UNSERVED -> 503;
        };
    }

    @Override
    public void handle(RoutingContext ctx) {
        Throwable cause = ctx.failure();
        HttpServerResponse response = ctx.response();
        if (response.headWritten()) {
            // Too late for a status: the connection is cut, so that nobody takes the beginning for the whole.
            if (cause != null) {
                noteInTheMiddle(ctx, cause);
            }
            response.reset();
        } else if (cause instanceof InvalidBody invalid) {
            AccessLog.note(ctx, "http_exception_details", invalid.errors().toString());
            Replies.json(ctx, 422, ValidationAnswer.of(invalid.errors(), verbose.formFor(ctx)));
        } else if (cause instanceof HttpException http) {
            AccessLog.note(ctx, "http_exception_details", String.valueOf(http.getPayload()));
            Replies.json(ctx, http.getStatusCode(), Map.of("detail", http.getPayload()));
        } else if (cause == null) {
            Replies.json(ctx, ctx.statusCode(), Map.of("detail", reason(ctx.statusCode())));
        } else {
            answer(ctx, cause);
        }
    }

    private static void noteInTheMiddle(RoutingContext ctx, Throwable cause) {
        Failure failure = FailureException.failureIn(cause);
        if (!FailureException.isFailure(cause)) {
            log.error("stream failed unexpectedly [path: {}]", ctx.request().path(), cause);
        }
        AccessLog.note(ctx, "http_exception_details", failure.detail());
    }

    private void answer(RoutingContext ctx, Throwable cause) {
        if (!FailureException.isFailure(cause)) {
            log.error("request failed unexpectedly [path: {}]", ctx.request().path(), cause);
            AccessLog.note(ctx, "exception_class", cause.getClass().getName());
            ctx.response()
                    .setStatusCode(500)
                    .putHeader("Content-Type", "text/plain; charset=utf-8")
                    .end("Internal Server Error");
            return;
        }
        Failure failure = FailureException.failureIn(cause);
        AccessLog.note(
                ctx,
                failure.kind() == Kind.UNAUTHENTICATED ? "auth_error_details" : "http_exception_details",
                failure.detail());
        if (Limits.refused(failure)) {
            AccessLog.note(ctx, "limit", Limits.policy(failure));
        }
        if (failure.retryAfterSeconds() > 0 && FailureShape.tellsRetryAfter(ctx, failure)) {
            ctx.response().putHeader("Retry-After", String.valueOf(failure.retryAfterSeconds()));
        }
        FailureShape.Reply special = FailureShape.in(ctx, failure);
        if (special != null) {
            Replies.json(ctx, special.status(), special.body());
        } else {
            Replies.json(ctx, statusOf(failure.kind()), body(ctx, failure));
        }
    }

    private Map<String, Object> body(RoutingContext ctx, Failure failure) {
        return switch (failure.kind()) {
            case UNAUTHENTICATED -> Map.of("error", failure.detail());
            case QUOTA_EXHAUSTED -> quota("insufficient_credits", "USAGE_QUOTA_EXCEEDED", failure.detail());
            case FORBIDDEN ->
                isAboutQuota(failure)
                        ? quota("not_entitled", "USAGE_QUOTA_NOT_ENTITLED", failure.detail())
                        : Map.of("detail", failure.detail());
            case INVALID -> failure.problems().isEmpty() ? Map.of("detail", failure.detail()) : invalid(ctx, failure);
            case RATE_LIMITED -> Map.of("detail", "Too many requests. Please try again later.");
            case UPSTREAM_REFUSED, UPSTREAM_UNAVAILABLE, TIMED_OUT -> Map.of("detail", "Inference failed");
            case NOT_FOUND, UNRESOLVED, SWITCHED_OFF, TOO_LARGE, OVERLOADED, UNSERVED, CANCELLED, INTERNAL ->
                Map.of("detail", failure.detail());
        };
    }

    /** What a feature finds is told as text even where nothing else would be: the original does so. */
    private Map<String, Object> invalid(RoutingContext ctx, Failure failure) {
        Form form = verbose.formFor(ctx) == Form.LIST ? Form.LIST : Form.TEXT;
        return ValidationAnswer.of(ValidationAnswer.fromProblems(failure.problems(), null), form);
    }

    private static boolean isAboutQuota(Failure failure) {
        return failure.problems().stream().anyMatch(problem -> problem.type().equals(QUOTA_PROBLEM));
    }

    private static Map<String, Object> quota(String error, String code, String message) {
        var body = new LinkedHashMap<String, Object>();
        body.put("error", error);
        body.put("error_code", code);
        body.put("message", message);
        return body;
    }

    static String reason(int status) {
        return switch (status) {
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 400 -> "Bad Request";
            case 413 -> "Request Entity Too Large";
            default -> "Internal Server Error";
        };
    }
}
