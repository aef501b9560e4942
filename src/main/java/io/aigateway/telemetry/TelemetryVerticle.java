package io.aigateway.telemetry;

import io.aigateway.bus.Bus;
import io.aigateway.bus.Scope;
import io.aigateway.model.Catalogue;
import io.aigateway.model.Model;
import io.aigateway.observe.SuggestionMetrics;
import io.aigateway.telemetry.api.AnswerId;
import io.aigateway.telemetry.api.CountsReported;
import io.aigateway.telemetry.api.CountsReported.Count;
import io.aigateway.telemetry.api.Noted;
import io.aigateway.telemetry.api.OutcomeReported;
import io.aigateway.telemetry.api.TelemetryAddresses;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.function.UnaryOperator;

/** Counts what clients report to {@link TelemetryAddresses}, under words that the gateway knows. */
public final class TelemetryVerticle extends VerticleBase {
    /** No editor asks for more suggestions between two reports; what says so is counted as this. */
    private static final int MAX_COUNT = 100_000;

    private final Bus bus;
    private final KnownWords words;
    private final SuggestionMetrics metrics;

    private TelemetryVerticle(Bus bus, KnownWords words, SuggestionMetrics metrics) {
        this.bus = bus;
        this.words = words;
        this.metrics = metrics;
    }

    /**
     * A verticle that knows these models and languages.
     *
     * @param languages gives the id of a language that it knows; otherwise an empty text
     */
    public static TelemetryVerticle create(
            Bus bus, Catalogue catalogue, UnaryOperator<String> languages, SuggestionMetrics metrics) {
        return new TelemetryVerticle(bus, new KnownWords(catalogue, languages), metrics);
    }

    @Override
    public Future<?> start() {
        return bus.serve(TelemetryAddresses.OUTCOME, this::outcome)
                .compose(done -> bus.serve(TelemetryAddresses.COUNTS, this::counts));
    }

    private Future<Noted> outcome(Scope scope, OutcomeReported reported) {
        AnswerId answer = reported.answer();
        String model = words.modelName(answer.model());
        String feature = words.feature(answer.feature());
        metrics.outcome(model, words.language(answer.language()), feature, reported.accepted());
        if (reported.latencyMillis() >= 0) {
            metrics.latency(model, feature, Duration.ofMillis(reported.latencyMillis()));
        }
        return Future.succeededFuture(new Noted(1));
    }

    private Future<Noted> counts(Scope scope, CountsReported reported) {
        reported.counts().forEach(this::count);
        return Future.succeededFuture(new Noted(reported.counts().size()));
    }

    private void count(Count count) {
        Model model = words.model(count.engine(), count.model());
        metrics.counts(
                model == null ? SuggestionMetrics.OTHER : model.engine(),
                model == null ? SuggestionMetrics.OTHER : model.identifier(),
                words.language(count.language()),
                Math.min(MAX_COUNT, count.requests()),
                Math.min(MAX_COUNT, count.accepts()),
                Math.min(MAX_COUNT, count.errors()));
    }
}
