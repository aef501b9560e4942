package io.aigateway.http;

import io.aigateway.kernel.Failure;
import io.aigateway.kernel.Feature;
import io.aigateway.kernel.Spender;
import io.aigateway.limit.Admission;
import io.aigateway.limit.Limits;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * Counts requests against the limits of their callers before their bodies are read, and tells how much is left under the names that
 * GitLab uses. Source: GitLab documentation, User and IP rate limits, response headers.
 */
public final class LimitGate implements Routes {
    private static final String SPENDER = "spender";

    private static final CharSequence NAME = HttpHeaders.createOptimized("RateLimit-Name");
    private static final CharSequence LIMIT = HttpHeaders.createOptimized("RateLimit-Limit");
    private static final CharSequence OBSERVED = HttpHeaders.createOptimized("RateLimit-Observed");
    private static final CharSequence REMAINING = HttpHeaders.createOptimized("RateLimit-Remaining");
    private static final CharSequence RESET = HttpHeaders.createOptimized("RateLimit-Reset");
    private static final CharSequence RESET_TIME = HttpHeaders.createOptimized("RateLimit-ResetTime");

    /** Limits are counted per minute: all that is told at a time lies within little more. */
    private static final int RESET_TIMES = 128;

    private final Limits limits;

    /** Written by any thread; what one does not see of another it makes itself. */
    private final @Nullable ResetTime[] resetTimes = new @Nullable ResetTime[RESET_TIMES];

    public LimitGate(Limits limits) {
        this.limits = limits;
    }

    /** Whom a request is counted for; nobody when nothing is counted. */
    static Spender spenderOf(RoutingContext ctx) {
        Spender spender = ctx.get(SPENDER);
        return spender == null ? Spender.NOBODY : spender;
    }

    @Override
    public void mountOn(Router router) {
        router.route().handler(this::count);
    }

    private void count(RoutingContext ctx) {
        Feature feature = limits.any() ? FeaturePaths.of(ctx) : null;
        if (feature == null) {
            ctx.next();
            return;
        }
        Spender who = Spenders.of(ctx, feature);
        ctx.put(SPENDER, who);
        Future<Admission> admitted = limits.admit(who);
        if (admitted.succeeded()) {
            Admission admission = admitted.result();
            ctx.addEndHandler(over -> admission.leave());
            goOn(ctx, admission);
        } else {
            ctx.addEndHandler(over -> admitted.onSuccess(Admission::leave));
            admitted.onComplete(admission -> goOn(ctx, admission), ctx::fail);
        }
    }

    private void goOn(RoutingContext ctx, Admission admission) {
        if (ctx.response().closed() || ctx.response().ended()) {
            return;
        }
        tell(ctx.response(), admission.quota());
        Failure refusal = admission.refusal();
        if (refusal == null) {
            ctx.next();
            return;
        }
        ctx.request().resume();
        ctx.fail(refusal.asException());
    }

    private void tell(HttpServerResponse response, Admission.@Nullable Quota quota) {
        if (quota == null) {
            return;
        }
        long reset = Math.floorDiv(quota.resetMillis() + 999, 1000);
        ResetTime time = resetTime(reset);
        response.putHeader(NAME, quota.policy())
                .putHeader(LIMIT, String.valueOf(quota.limit()))
                .putHeader(OBSERVED, String.valueOf(quota.used()))
                .putHeader(REMAINING, String.valueOf(quota.remaining()))
                .putHeader(RESET, time.number())
                .putHeader(RESET_TIME, time.date());
    }

    private ResetTime resetTime(long epochSecond) {
        int place = (int) (epochSecond % RESET_TIMES);
        ResetTime known = resetTimes[place];
        if (known == null || known.epochSecond() != epochSecond) {
            known = ResetTime.of(epochSecond);
            resetTimes[place] = known;
        }
        return known;
    }

    /** A second as headers tell it. */
    private record ResetTime(long epochSecond, String number, String date) {
        static ResetTime of(long epochSecond) {
            var time = Instant.ofEpochSecond(epochSecond).atOffset(ZoneOffset.UTC);
            return new ResetTime(
                    epochSecond, String.valueOf(epochSecond), DateTimeFormatter.RFC_1123_DATE_TIME.format(time));
        }
    }
}
