package io.aigateway.http.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.aigateway.http.operations.Health.Finding;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HealthTest {
    private final AtomicLong now = new AtomicLong();

    private Health health(boolean required, Supplier<Finding> look) {
        var health = new Health(List.of(new Health.Part("part", required, look, now::get)));
        health.started();
        return health;
    }

    @Test
    void isReadyOnlyBetweenStartAndStop() {
        var health = new Health(List.of());

        assertThat(health.isReady()).isFalse();
        health.started();
        assertThat(health.isReady()).isTrue();
        health.stopping();
        assertThat(health.isReady()).isFalse();
    }

    @Test
    void isNotReadyWithoutARequiredPart() {
        assertThat(health(true, () -> new Finding(false, "gone")).isReady()).isFalse();
    }

    @Test
    void isReadyWithoutAnOptionalPartAndTellsOfIt() {
        Health health = health(false, () -> new Finding(false, "gone"));

        assertThat(health.isReady()).isTrue();
        assertThat(health.report())
                .anySatisfy(part -> assertThat(part.finding().text()).isEqualTo("gone"));
    }

    @Test
    void looksOnceASecondHoweverManyAsk() {
        var looks = new AtomicInteger();
        Health health = health(true, () -> new Finding(looks.incrementAndGet() > 0, ""));

        IntStream.range(0, 1_000).forEach(probe -> health.isReady());
        assertThat(looks).hasValue(1);
        now.addAndGet(TimeUnit.MILLISECONDS.toNanos(1_001));
        health.isReady();
        assertThat(looks).hasValue(2);
    }

    @Test
    void takesAPartThatCannotBeLookedAtAsNotFineWithoutItsText() {
        Health health = health(true, () -> {
            throw new IllegalStateException("planted secret");
        });

        assertThat(health.isReady()).isFalse();
        assertThat(health.report().toString()).contains("IllegalStateException").doesNotContain("planted");
    }
}
