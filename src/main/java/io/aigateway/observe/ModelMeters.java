package io.aigateway.observe;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;

/** The meters of one model; held by whoever calls it, because some of them are fed for every token. */
public final class ModelMeters {
    private final Timer betweenTokens;
    private final Counter input;
    private final Counter output;
    private final Counter cached;
    private final Counter estimatedInput;
    private final Counter estimatedOutput;
    private final Counter hedges;
    private final Counter hedgesWon;
    private final Counter cancelledBefore;
    private final Counter cancelledAfter;

    ModelMeters(MeterRegistry registry, String model) {
        betweenTokens = Metrics.BETWEEN_TOKENS.timerIn(registry, model);
        input = Metrics.TOKENS.counterIn(registry, model, "input", "no");
        output = Metrics.TOKENS.counterIn(registry, model, "output", "no");
        cached = Metrics.TOKENS.counterIn(registry, model, "cached", "no");
        estimatedInput = Metrics.TOKENS.counterIn(registry, model, "input", "yes");
        estimatedOutput = Metrics.TOKENS.counterIn(registry, model, "output", "yes");
        hedges = Metrics.HEDGES.counterIn(registry, model);
        hedgesWon = Metrics.HEDGES_WON.counterIn(registry, model);
        cancelledBefore = Metrics.CANCELLATIONS.counterIn(registry, model, "no");
        cancelledAfter = Metrics.CANCELLATIONS.counterIn(registry, model, "yes");
    }

    /** A token came after another. */
    public void betweenTokens(long nanos) {
        betweenTokens.record(nanos, TimeUnit.NANOSECONDS);
    }

    /** The model consumed tokens, by its provider's count. */
    public void tokens(int read, int written, int fromCache) {
        input.increment(read);
        output.increment(written);
        cached.increment(fromCache);
    }

    /** The model consumed tokens that nobody counted. */
    public void estimatedTokens(long read, long written) {
        estimatedInput.increment((double) read);
        estimatedOutput.increment((double) written);
    }

    /** A second target is asked because the first is slow. */
    public void hedged() {
        hedges.increment();
    }

    /** The second target answered first. */
    public void hedgeWon() {
        hedgesWon.increment();
    }

    /**
     * The caller left.
     *
     * @param begun whether the answer had begun
     */
    public void cancelled(boolean begun) {
        (begun ? cancelledAfter : cancelledBefore).increment();
    }
}
