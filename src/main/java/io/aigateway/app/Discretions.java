package io.aigateway.app;

import io.aigateway.model.Discretion;
import io.aigateway.observe.RedactionMetrics;
import io.aigateway.redact.Redactor;
import io.aigateway.settings.RedactionSettings;
import io.aigateway.work.Workers;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the features of this installation keep from models. */
final class Discretions {
    private Discretions() {}

    static Optional<Discretion> of(RedactionSettings settings, String feature, MeterRegistry meters, Vertx vertx) {
        if (!settings.features().contains(feature)) {
            return Optional.empty();
        }
        var redactor = new Redactor(
                settings.detectors().stream().map(Redactor::kind).collect(Collectors.toUnmodifiableSet()),
                Redactor.Answers.valueOf(settings.answers().toUpperCase(Locale.ROOT)));
        return Optional.of(new Discretion(feature, redactor, new RedactionMetrics(meters), new Workers(vertx)));
    }
}
