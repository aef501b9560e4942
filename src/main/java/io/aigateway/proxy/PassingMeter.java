package io.aigateway.proxy;

import io.aigateway.bus.Header;
import io.aigateway.kernel.Failure;
import io.aigateway.kernel.Failure.Kind;
import io.aigateway.kernel.FailureException;
import io.aigateway.model.api.Target;
import io.aigateway.model.api.Usage;
import io.aigateway.observe.ModelMetrics;
import io.aigateway.proxy.core.ProxiedCall;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Measures one call that is passed on. */
final class PassingMeter {
    private final ModelMetrics metrics;
    private final Header header;
    private final Target target;
    private final String model;
    private final AtomicInteger inFlight;
    private final long start = System.nanoTime();

    PassingMeter(ModelMetrics metrics, Header header, ProxiedCall call) {
        this.metrics = metrics;
        this.header = header;
        this.target = call.target();
        this.model = call.model();
        this.inFlight = metrics.inFlight(target.provider(), model);
        inFlight.incrementAndGet();
    }

    void ended(@Nullable Throwable cause, PassingAnswer answer) {
        inFlight.decrementAndGet();
        Failure failure = failure(cause, answer.refusedWith());
        Usage usage = answer.usage();
        String outcome = failure == null ? "ok" : failure.kind().name();
        long nanos = System.nanoTime() - start;
        var call = new ModelMetrics.Call(
                model, target.provider(), target.label(), true, "", failure == null ? "stop" : "", failure, nanos);
        metrics.ended(call, header.caller(), header.purpose(), usage.inputTokens(), usage.outputTokens());
        metrics.asked(header.purpose().feature(), model, target.provider(), outcome);
        if (usage.known()) {
            metrics.of(model).tokens(usage.inputTokens(), usage.outputTokens(), usage.cachedInputTokens());
        }
    }

    /** To the caller a provider's error is an answer; whoever watches the provider wants to know of it. */
    private static @Nullable Failure failure(@Nullable Throwable cause, int refusedWith) {
        if (cause != null) {
            return FailureException.failureIn(cause);
        }
        Kind kind = refusedWith == 429
                ? Kind.RATE_LIMITED
                : refusedWith >= 500 ? Kind.UPSTREAM_UNAVAILABLE : Kind.UPSTREAM_REFUSED;
        return refusedWith == 0 ? null : Failure.upstream(kind, "", refusedWith, 0);
    }
}
