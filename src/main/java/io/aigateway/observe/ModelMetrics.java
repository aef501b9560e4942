package io.aigateway.observe;

import io.aigateway.kernel.Caller;
import io.aigateway.kernel.Failure;
import io.aigateway.kernel.Purpose;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What is measured of calls to models. Labels are bounded: models are identifiers of the catalogue, targets are providers with a
 * region and the number of a key, outcomes are kinds of failures, and what callers say about themselves is cut to a few values.
 */
public final class ModelMetrics {
    /** More are not told apart, of any kind of labels. */
    private static final int MOST = 2_000;

    private final Bounded.Cache<String, ModelMeters> models;
    private final Bounded.Cache<Inference, Inferences> inferences;
    private final Bounded.Cache<Ended, Timer> ended;
    private final Bounded.Cache<Pair, Timer> firstTokens;
    private final Bounded.Cache<Pair, AtomicInteger> inFlight;
    private final Bounded.Cache<Asked, Counter> asked;
    private final Bounded.Cache<Fallback, Counter> fallbacks;
    private final Inference.Clients clients = new Inference.Clients();

    private record Pair(String one, String other) {
        private static final Pair OTHER = new Pair(Bounded.OTHER, Bounded.OTHER);
    }

    private record Ended(String model, String target, String outcome, boolean streamed) {
        private static final Ended OTHER = new Ended(Bounded.OTHER, Bounded.OTHER, Bounded.OTHER, false);
    }

    private record Asked(String feature, String model, String provider, String outcome) {
        private static final Asked OTHER = new Asked(Bounded.OTHER, Bounded.OTHER, Bounded.OTHER, Bounded.OTHER);
    }

    private record Fallback(String model, String from, String reason) {
        private static final Fallback OTHER = new Fallback(Bounded.OTHER, Bounded.OTHER, Bounded.OTHER);
    }

    private record Inferences(Counter count, Timer duration, Counter input, Counter output, Counter total) {
        static Inferences in(MeterRegistry registry, Inference labels) {
            String[] values = labels.values();
            return new Inferences(
                    Metrics.INFERENCES.counterIn(registry, values),
                    Metrics.INFERENCE_DURATION.timerIn(registry, values),
                    Metrics.INPUT_TOKENS.counterIn(registry, values),
                    Metrics.OUTPUT_TOKENS.counterIn(registry, values),
                    Metrics.TOTAL_TOKENS.counterIn(registry, values));
        }
    }

    /**
     * One call of a target, as it ended.
     *
     * @param model         identifier of the catalogue
     * @param provider      name of the provider
     * @param target        provider with region and number of the key
     * @param streamed      whether the answer came in pieces
     * @param unitPrimitive of the prompt; empty for that of the request
     * @param finish        why the model stopped, in lower case; empty when it did not
     * @param failure       why the call failed; null when it did not
     * @param nanos         how long it took
     */
    public record Call(
            String model,
            String provider,
            String target,
            boolean streamed,
            String unitPrimitive,
            String finish,
            @Nullable Failure failure,
            long nanos) {
        String outcome() {
            return failure == null ? "ok" : failure.kind().name();
        }
    }

    public ModelMetrics(MeterRegistry registry) {
        models = new Bounded.Cache<>(MOST, model -> Bounded.OTHER, model -> new ModelMeters(registry, model));
        inferences = new Bounded.Cache<>(MOST, Inference::ofAnybody, labels -> Inferences.in(registry, labels));
        ended = new Bounded.Cache<>(
                MOST,
                labels -> Ended.OTHER,
                labels -> Metrics.CALL_DURATION.timerIn(
                        registry, labels.model(), labels.target(), labels.outcome(), labels.streamed() ? "yes" : "no"));
        firstTokens = new Bounded.Cache<>(
                MOST, pair -> Pair.OTHER, pair -> Metrics.FIRST_TOKEN.timerIn(registry, pair.one(), pair.other()));
        inFlight = new Bounded.Cache<>(MOST, pair -> Pair.OTHER, pair -> {
            var underWay = new AtomicInteger();
            Metrics.IN_FLIGHT.gaugeIn(registry, underWay, AtomicInteger::get, pair.one(), pair.other());
            return underWay;
        });
        asked = new Bounded.Cache<>(
                MOST,
                labels -> Asked.OTHER,
                labels -> Metrics.MODEL_REQUESTS.counterIn(
                        registry, labels.feature(), labels.model(), labels.provider(), labels.outcome()));
        fallbacks = new Bounded.Cache<>(
                MOST,
                labels -> Fallback.OTHER,
                labels -> Metrics.FALLBACKS.counterIn(registry, labels.model(), labels.from(), labels.reason()));
    }

    /** The meters of a model, to be held by whoever asks it. */
    public ModelMeters of(String model) {
        return models.of(model);
    }

    /** How many calls of a provider's model are under way; whoever counts up counts down again. */
    public AtomicInteger inFlight(String provider, String model) {
        return inFlight.of(new Pair(provider, model));
    }

    /**
     * A call of one target ended.
     *
     * @param read    tokens by the provider's count; 0 when it did not count
     * @param written the same
     */
    public void ended(Call call, Caller caller, Purpose purpose, int read, int written) {
        ended.of(new Ended(call.model(), call.target(), call.outcome(), call.streamed()))
                .record(call.nanos(), TimeUnit.NANOSECONDS);
        String unitPrimitive = call.unitPrimitive().isEmpty() ? purpose.unitPrimitive() : call.unitPrimitive();
        var labels = new Inference(
                call.provider(),
                call.model(),
                clients.of(caller),
                Inference.errorTypeOf(call.failure()),
                call.streamed(),
                purpose.feature(),
                unitPrimitive,
                call.finish());
        Inferences meters = inferences.of(labels);
        meters.count().increment();
        meters.duration().record(call.nanos(), TimeUnit.NANOSECONDS);
        meters.input().increment(read);
        meters.output().increment(written);
        meters.total().increment((double) read + written);
    }

    /** A question has its answer, or there is none: {@code ok}, or a kind of failure. */
    public void asked(String feature, String model, String provider, String outcome) {
        asked.of(new Asked(feature, model, provider, outcome)).increment();
    }

    /** The first token of a stream came. */
    public void firstToken(String model, String target, long nanos) {
        firstTokens.of(new Pair(model, target)).record(nanos, TimeUnit.NANOSECONDS);
    }

    /** Another target is tried because one failed. */
    public void fellBack(String model, String from, String reason) {
        fallbacks.of(new Fallback(model, from, reason)).increment();
    }
}
