package io.aigateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestStartTest {
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.000001, 0.0000014, 0.123456, 0.999999, 1, 1.5, 12.000001, 3600.25})
    void writesSecondsLikeTheFormatter(double seconds) {
        assertThat(RequestStart.withSixDecimals(seconds)).isEqualTo(String.format(Locale.ROOT, "%.6f", seconds));
    }
}
