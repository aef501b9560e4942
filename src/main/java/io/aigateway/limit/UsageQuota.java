package io.aigateway.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.aigateway.kernel.Failure;
import io.aigateway.kernel.Failure.Kind;
import io.aigateway.observe.QuotaMetrics;
import io.aigateway.settings.AuthSettings;
import io.aigateway.settings.AuthSettings.QuotaCredentials;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Asks the Customers Portal whether a caller has credits left, and remembers the answer. Source: contract section 7.7.
 *
 * <p>An answer is kept for the {@code max-age} of its {@code Cache-Control}, else for an hour, varied by 10 %. A portal that does
 * not answer is a refusal, which is kept for seconds only. Checks that differ in nothing but their correlation id share one
 * request. Safe for use from any thread.
 */
public final class UsageQuota {
    /** The caller's credits are used up. */
    public static final Failure EXHAUSTED =
            refusal(Kind.QUOTA_EXHAUSTED, "Consumer does not have sufficient credits for this request");

    /** The caller may not use the feature, or the portal does not say. */
    public static final Failure NOT_ENTITLED =
            refusal(Kind.FORBIDDEN, "Consumer does not have entitlements to use this feature.");

    static final int MAX_ENTRIES = 10_000;
    private static final String PROBLEM = "usage_quota";

    private final Vertx vertx;
    private final @Nullable PortalClient portal;
    private final QuotaMetrics metrics;
    private final Cache<Map<QuotaParameter, String>, Verdict> verdicts;
    private final ConcurrentMap<Map<QuotaParameter, String>, Future<Verdict>> running = new ConcurrentHashMap<>();

    private UsageQuota(Vertx vertx, @Nullable PortalClient portal, Clock clock, QuotaMetrics metrics) {
        this.vertx = vertx;
        this.metrics = metrics;
        this.portal = portal;
        this.verdicts = Caffeine.newBuilder()
                .maximumSize(MAX_ENTRIES)
                .expireAfter(
                        Expiry.<Map<QuotaParameter, String>, Verdict>writing((question, verdict) -> verdict.life()))
                .ticker(() -> clock.millis() * 1_000_000)
                .executor(Runnable::run)
                .build();
    }

    /** A check that asks {@link AuthSettings#customerPortalUrl()}; without credentials it lets everybody pass. */
    public static UsageQuota create(Vertx vertx, AuthSettings settings, Clock clock, QuotaMetrics metrics) {
        QuotaCredentials credentials = settings.quota();
        PortalClient portal = credentials == null
                ? null
                : new PortalClient(vertx, settings.customerPortalUrl(), credentials, metrics);
        return new UsageQuota(vertx, portal, clock, metrics);
    }

    /** Whether everybody passes, so that nobody needs to put a question together. */
    public boolean isOff() {
        return portal == null;
    }

    /**
     * Checks the caller's credits.
     *
     * @return completes when the caller may go on; fails with {@link #EXHAUSTED} or {@link #NOT_ENTITLED}, within about a second
     */
    public Future<Void> check(QuotaQuestion question) {
        PortalClient asked = portal;
        if (asked == null || question.exempt()) {
            return Future.succeededFuture();
        }
        String realm = question.parameters().getOrDefault(QuotaParameter.REALM, "");
        return decide(asked, question).onComplete(verdict -> metrics.checked(realm, verdict.succeeded()));
    }

    private Future<Void> decide(PortalClient asked, QuotaQuestion question) {
        Map<QuotaParameter, String> deciding = question.deciding();
        Verdict known = verdicts.getIfPresent(deciding);
        if (known != null) {
            return outcome(known);
        }
        Future<Verdict> answer = ask(asked, deciding, question.parameters());
        return Future.fromCompletionStage(answer.toCompletionStage(), vertx.getOrCreateContext())
                .compose(UsageQuota::outcome);
    }

    /** Asks, or joins those who wait for the answer already. Remembers the answer before anybody hears it. */
    private Future<Verdict> ask(
            PortalClient asked, Map<QuotaParameter, String> deciding, Map<QuotaParameter, String> parameters) {
        Promise<Verdict> mine = Promise.promise();
        Future<Verdict> others = running.putIfAbsent(deciding, mine.future());
        if (others != null) {
            return others;
        }
        asked.ask(parameters)
                .onSuccess(verdict -> verdicts.put(deciding, verdict))
                .onComplete(answer -> {
                    running.remove(deciding);
                    mine.handle(answer);
                });
        return mine.future();
    }

    /** Whether a failure is one of this check's, whose body on the wire has a shape of its own. */
    public static boolean isQuotaFailure(Failure failure) {
        return failure.problems().stream().anyMatch(problem -> problem.type().equals(PROBLEM));
    }

    private static Future<Void> outcome(Verdict verdict) {
        Failure refusal = verdict.refusal();
        return refusal == null ? Future.succeededFuture() : Future.failedFuture(refusal.asException());
    }

    private static Failure refusal(Kind kind, String detail) {
        return new Failure(kind, detail, 0, 0, List.of(new Failure.Problem(PROBLEM, List.of(), detail)));
    }
}
