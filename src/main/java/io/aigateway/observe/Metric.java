package io.aigateway.observe;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A family of metrics: meters are made from it, and the reference in {@code docs/metrics.md} too.
 *
 * @param name    as a scrape shows it, without {@code _bucket}, {@code _sum} and {@code _count}
 * @param kind    what it is
 * @param labels  names of its labels, in the order in which values are given
 * @param buckets upper limits in seconds, for a histogram; otherwise empty
 * @param help    one sentence
 */
public record Metric(String name, Kind kind, List<String> labels, List<Double> buckets, String help) {
    private static final String TOTAL = "_total";

    /** What a family measures. */
    public enum Kind {
        COUNTER,
        GAUGE,
        HISTOGRAM
    }

    public Metric {
        labels = List.copyOf(labels);
        buckets = List.copyOf(buckets);
        if (kind == Kind.COUNTER && !name.endsWith(TOTAL)) {
            throw new IllegalArgumentException("name: " + name + " (expected: a counter ends with " + TOTAL + ")");
        }
    }

    static Metric counter(String name, String help, String... labels) {
        return new Metric(name, Kind.COUNTER, List.of(labels), List.of(), help);
    }

    static Metric gauge(String name, String help, String... labels) {
        return new Metric(name, Kind.GAUGE, List.of(labels), List.of(), help);
    }

    static Metric histogram(String name, String help, List<Double> buckets, String... labels) {
        return new Metric(name, Kind.HISTOGRAM, List.of(labels), buckets, help);
    }

    Counter counterIn(MeterRegistry registry, String... values) {
        return Counter.builder(name.substring(0, name.length() - TOTAL.length()))
                .description(help)
                .tags(tags(values))
                .register(registry);
    }

    Timer timerIn(MeterRegistry registry, String... values) {
        return Timer.builder(name)
                .description(help)
                .tags(tags(values))
                .serviceLevelObjectives(buckets.stream()
                        .map(seconds -> Duration.ofNanos(Math.round(seconds * 1e9)))
                        .toArray(Duration[]::new))
                .register(registry);
    }

    /** The object is held, so that the gauge lives as long as the registry. */
    <T> Gauge gaugeIn(MeterRegistry registry, T object, ToDoubleFunction<T> value, String... values) {
        return Gauge.builder(name, object, value)
                .description(help)
                .tags(tags(values))
                .strongReference(true)
                .register(registry);
    }

    private Tags tags(String... values) {
        if (values.length != labels.size()) {
            throw new IllegalArgumentException(name + ": " + values.length + " values for labels " + labels);
        }
        Tags tags = Tags.empty();
        for (int i = 0; i < values.length; i++) {
            tags = tags.and(labels.get(i), values[i].isEmpty() ? Bounded.UNKNOWN : values[i]);
        }
        return tags;
    }
}
