package io.aigateway.model;

import io.aigateway.bus.Header;
import io.aigateway.kernel.Failure;
import io.aigateway.kernel.Failure.Kind;
import io.aigateway.kernel.FailureException;
import io.aigateway.model.api.Target;
import io.aigateway.model.api.Usage;
import io.aigateway.observe.ModelMeters;
import io.aigateway.observe.ModelMetrics;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Measures a call that is made once and has one answer, from when it is made. */
public final class SingleCallMeter {
    private static final String OF_A_CALLER = "self_hosted";

    private final ModelMetrics metrics;
    private final Header header;
    private final Target target;
    private final String model;
    private final AtomicInteger inFlight;
    private final long start = System.nanoTime();

    public SingleCallMeter(ModelMetrics metrics, Header header, Target target) {
        this.metrics = metrics;
        this.header = header;
        this.target = target;
        this.model = target.guarded() ? OF_A_CALLER : target.model();
        this.inFlight = metrics.inFlight(target.provider(), model);
        inFlight.incrementAndGet();
    }

    /** It has its answer. */
    public void succeeded(Usage usage) {
        ended(null, usage);
    }

    /** It has none; the usage is that of what came. */
    public void failed(Throwable cause, Usage usage) {
        ended(FailureException.failureIn(cause), usage);
    }

    /**
     * It has none, or not the whole of it. What was read and written is paid for all the same.
     *
     * @param stated  by what came of the answer; its output is not the last word
     * @param read    tokens of the question, about
     * @param written tokens of what came of the answer, about
     */
    public void broken(Throwable cause, Usage stated, long read, long written) {
        Failure failure = FailureException.failureIn(cause);
        count(failure, stated);
        ModelMeters meters = metrics.of(model);
        boolean begun = stated.known() || written > 0;
        if (failure.kind() == Kind.CANCELLED) {
            meters.cancelled(begun);
        }
        meters.tokens(stated.inputTokens(), 0, stated.cachedInputTokens());
        if (begun || failure.kind() == Kind.CANCELLED || failure.kind() == Kind.TIMED_OUT) {
            meters.estimatedTokens(stated.known() ? 0 : read, Math.max(stated.outputTokens(), written));
        }
    }

    /** It ended, well when there is no failure. */
    public void ended(@Nullable Failure failure, Usage usage) {
        count(failure, usage);
        if (usage.known()) {
            metrics.of(model).tokens(usage.inputTokens(), usage.outputTokens(), usage.cachedInputTokens());
        }
    }

    private void count(@Nullable Failure failure, Usage usage) {
        inFlight.decrementAndGet();
        String outcome = failure == null ? "ok" : failure.kind().name();
        long nanos = System.nanoTime() - start;
        var call = new ModelMetrics.Call(
                model, target.provider(), target.label(), false, "", failure == null ? "stop" : "", failure, nanos);
        metrics.ended(call, header.caller(), header.purpose(), usage.inputTokens(), usage.outputTokens());
        metrics.asked(header.purpose().feature(), model, target.provider(), outcome);
    }
}
