package io.aigateway.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class SuggestionMetricsTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final SuggestionMetrics metrics = new SuggestionMetrics(registry);

    @Test
    void tellsLanguagesApart() {
        metrics.outcome("m", "ruby", "f", true);
        metrics.outcome("m", "go", "f", false);

        assertThat(registry.get("gateway_suggestion_outcomes")
                        .tags("language", "ruby", "outcome", "accepted")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(registry.get("gateway_suggestion_outcomes")
                        .tags("language", "go", "outcome", "rejected")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void makesNoMoreCombinationsThanItCanAfford() {
        for (int i = 0; i < 10_000; i++) {
            metrics.outcome("m" + i % 10, "language" + i / 10, "f", true);
        }

        assertThat(registry.getMeters()).hasSizeLessThanOrEqualTo(2_010);
        assertThat(registry.get("gateway_suggestion_outcomes").counters().stream()
                        .mapToDouble(counter -> counter.count())
                        .sum())
                .isEqualTo(10_000);
    }
}
