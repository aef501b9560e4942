package io.aigateway.observe;

import io.aigateway.kernel.Caller;
import io.aigateway.kernel.Failure;
import io.aigateway.kernel.Failure.Kind;
import io.aigateway.kernel.Purpose;
import io.aigateway.observe.ProviderMetrics.State;
import io.aigateway.observe.ProviderMetrics.Watched;
import io.aigateway.testkit.OnLoop;
import io.aigateway.testkit.Scrape;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** A registry in which every meter has been fed once, by the methods that the gateway feeds them with. */
public final class EveryMeter {
    static final Caller CALLER = new Caller(
            "issuer",
            "instance",
            "user",
            "saas",
            new Caller.Grant(false, Set.of()),
            Set.of(),
            new Caller.Client("19.3.0-pre", "8.1.2", "ide", "true"));

    private EveryMeter() {}

    /** What a scrape shows. */
    public static Scrape scrape() {
        var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        try (ProcessMetrics process = ProcessMetrics.in(registry)) {
            process.info("1.2.3");
            process.countThreads();
            process.ready(() -> true);
            process.limits(Map.of(
                    "anthropic",
                    Map.of(
                            "claude",
                            Map.of(
                                    "concurrency",
                                    3.0,
                                    "input_tokens",
                                    4.0,
                                    "output_tokens",
                                    5.0,
                                    "total_tokens",
                                    9.0))));
            new EventLoopLagVerticle(registry);
            feedModels(new ModelMetrics(registry));
            feedProviders(new ProviderMetrics(registry));
            NodeMetrics.watch(registry, () -> 1);
            var limits = new LimitMetrics(registry);
            limits.watch("chat", () -> 1, () -> 2);
            limits.sentAway("chat");
            limits.watchCounters(() -> 1);
            limits.refused("policy", "tokens_per_minute");
            new RedactionMetrics(registry).replaced("chat", "email", 1);
            var http = new HttpMetrics(registry);
            http.began();
            http.answered("/v2/completions", "POST", 200, 1);
            var quota = new QuotaMetrics(registry);
            quota.checked("saas", true);
            quota.asked("saas", QuotaMetrics.Outcome.SUCCESS, 200, 1);
            var suggestions = new SuggestionMetrics(registry);
            suggestions.asked("python", "py", "python");
            suggestions.cleaned("anthropic", "claude", 1);
            suggestions.outcome("claude", "python", "code_completions", true);
            suggestions.latency("claude", "code_completions", Duration.ofMillis(1));
            suggestions.counts("anthropic", "claude", "python", 3, 2, 1);
            System.gc();
            OnLoop.until(
                    "a collection is measured",
                    () -> registry.find("jvm.gc.pause").meter() != null);
            return Scrape.of(registry.scrape());
        }
    }

    static ModelMetrics.Call call(Failure failure) {
        return new ModelMetrics.Call("claude", "anthropic", "anthropic", true, "", "stop", failure, 1_000_000);
    }

    private static void feedModels(ModelMetrics models) {
        var purpose = new Purpose("code_suggestions", "complete_code", false);
        models.ended(call(null), CALLER, purpose, 3, 4);
        models.ended(call(Failure.of(Kind.TIMED_OUT, "")), CALLER, purpose, 0, 0);
        models.asked("code_suggestions", "claude", "anthropic", "ok");
        models.inFlight("anthropic", "claude").incrementAndGet();
        models.firstToken("claude", "anthropic", 1);
        models.fellBack("claude", "anthropic", "TIMED_OUT");
        ModelMeters meters = models.of("claude");
        meters.betweenTokens(1);
        meters.tokens(1, 2, 3);
        meters.hedged();
        meters.cancelled(true);
    }

    private static void feedProviders(ProviderMetrics providers) {
        providers.breaker("anthropic").is(State.OPEN);
        providers.watch("anthropic", new Watched(() -> 1, () -> 2, () -> 3, () -> 4));
        providers.retried("anthropic", "TIMED_OUT");
        providers.clockRanOut("anthropic", "first_token");
    }
}
