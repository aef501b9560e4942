package io.aigateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessLogTest {
    @ParameterizedTest
    @ValueSource(
            longs = {0, 499, 500, 1_000, 1_234_567, 999_999_499, 1_000_000_000, 61_000_123_000L, 86_400_000_000_000L})
    void durationsHaveSixDecimalsAndNoExponent(long nanos) {
        String expected = String.format(Locale.ROOT, "%.6f", Math.round(nanos / 1e3) / 1e6);
        assertThat(AccessLog.seconds(nanos)).hasToString(expected);
        assertThat(AccessLog.seconds(nanos).toPlainString()).isEqualTo(expected);
    }
}
