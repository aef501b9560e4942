package io.aigateway.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aigateway.kernel.Feature;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LimitSettingsTest {
    private static LimitSettings of(String concurrency) {
        return GatewaySettings.from(Environment.of(Map.of("AIGW_HTTP__FEATURE_CONCURRENCY", concurrency)))
                .limits();
    }

    @Test
    void boundsEveryFeature() {
        LimitSettings settings = of("{\"chat\": 7}");

        assertThat(settings.concurrency(Feature.CHAT)).isEqualTo(7);
        assertThat(settings.concurrency(Feature.PROXY)).isEqualTo(10_000);
    }

    @Test
    void tellsEverythingThatIsWrong() {
        assertThatThrownBy(() -> of("{\"chatt\": 7, \"search\": 0}"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("\"chatt: 7\"")
                .hasMessageContaining("\"search: 0\"");
    }
}
