package io.aigateway.http;

import io.aigateway.kernel.Failure;
import io.aigateway.kernel.Feature;
import io.aigateway.kernel.Spender;
import io.aigateway.limit.Admission;
import io.aigateway.limit.Limits;
import io.vertx.core.Future;
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

    private final Limits limits;

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
        ctx.addEndHandler(over -> admitted.onSuccess(Admission::leave));
        if (admitted.isComplete()) {
            goOn(ctx, admitted.result());
        } else {
            admitted.onSuccess(admission -> goOn(ctx, admission));
        }
    }

    private static void goOn(RoutingContext ctx, Admission admission) {
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

    private static void tell(HttpServerResponse response, Admission.@Nullable Quota quota) {
        if (quota == null) {
            return;
        }
        long reset = Math.floorDiv(quota.resetMillis() + 999, 1000);
        response.putHeader("RateLimit-Name", quota.policy())
                .putHeader("RateLimit-Limit", String.valueOf(quota.limit()))
                .putHeader("RateLimit-Observed", String.valueOf(quota.used()))
                .putHeader("RateLimit-Remaining", String.valueOf(quota.remaining()))
                .putHeader("RateLimit-Reset", String.valueOf(reset))
                .putHeader("RateLimit-ResetTime", httpDate(reset));
    }

    private static String httpDate(long epochSecond) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(
                Instant.ofEpochSecond(epochSecond).atOffset(ZoneOffset.UTC));
    }
}
