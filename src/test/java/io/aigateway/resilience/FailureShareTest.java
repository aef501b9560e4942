package io.aigateway.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FailureShareTest {
    private long now = -5;
    private final FailureShare share = new FailureShare(10_000, () -> now);

    private void pass(long millis) {
        now += TimeUnit.MILLISECONDS.toNanos(millis);
    }

    @Test
    void knowsNothingWithoutCalls() {
        assertThat(share.now()).isZero();
    }

    @Test
    void countsWhatFailed() {
        for (int i = 0; i < 100; i++) {
            share.add(i % 4 == 0);
            pass(20);
        }

        assertThat(share.now()).isCloseTo(0.25, within(1e-9));
    }

    @Test
    void forgetsWhatIsOld() {
        share.add(true);
        pass(5_000);
        share.add(false);
        assertThat(share.now()).isEqualTo(0.5);

        pass(6_000);
        assertThat(share.now()).isZero();
        pass(3_600_000);
        share.add(true);
        assertThat(share.now()).isEqualTo(1);
    }
}
