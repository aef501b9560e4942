package io.aigateway.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LaterTest {
    private final AtomicInteger made = new AtomicInteger();

    @Test
    void isMadeOnceAndNotBeforeItIsAskedFor() {
        Later<String> later = Later.of(() -> "made " + made.incrementAndGet());
        assertThat(made).hasValue(0);

        assertThat(later.get()).isEqualTo("made 1");
        assertThat(later.get()).isEqualTo("made 1");
    }

    @Test
    void isTriedAgainAfterAFailure() {
        Later<String> later = Later.of(() -> {
            if (made.incrementAndGet() == 1) {
                throw new IllegalStateException("not yet");
            }
            return "made";
        });

        assertThatThrownBy(later::get).hasMessage("not yet");
        assertThat(later.get()).isEqualTo("made");
    }

    @Test
    void canBeHereAlready() {
        assertThat(Later.now("made").get()).isEqualTo("made");
    }
}
