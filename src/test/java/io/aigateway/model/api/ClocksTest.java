package io.aigateway.model.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ClocksTest {
    private static final Clocks CLOCKS = new Clocks(1, 20, 300, 4_000, 50_000);

    @Test
    void endsWithTheRequestWhateverTheTargetMayTake() {
        assertThat(CLOCKS.within(200)).isEqualTo(new Clocks(1, 20, 200, 4_000, 200));
    }

    @Test
    void leavesToATargetWhatIsLessThanTheRequestHas() {
        assertThat(CLOCKS.within(60_000)).isEqualTo(CLOCKS);
    }

    @Test
    void setsWhatIsNamed() {
        assertThat(CLOCKS.with(Map.of("first_byte", 0.5, "total", 2.0)))
                .isEqualTo(new Clocks(1, 500, 300, 4_000, 2_000));
    }
}
