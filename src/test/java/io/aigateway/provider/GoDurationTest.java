package io.aigateway.provider;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoDurationTest {
    @ParameterizedTest
    @CsvSource({
        "12ms, PT0.012S",
        "1s, PT1S",
        "6m0s, PT6M",
        "1.5s, PT1.5S",
        "0.5s, PT0.5S",
        "38s, PT38S",
        "1h2m3s4ms5us6ns, PT1H2M3.004005006S",
        "7µs, PT0.000007S",
        "0s, PT0S"
    })
    void readsNumbersWithUnits(String text, String iso) {
        assertThat(GoDuration.parse(text)).hasToString("Optional[" + iso + "]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "5",
                "s",
                "-1s",
                "1 s",
                "1sec",
                "PT1S",
                "1.s",
                "1m2",
                "9999999999s",
                "1s1s1s1s1s1s1s1s1s1s1s1s1s1s1s1s1s1s1s1s1s"
            })
    void readsNothingElse(String text) {
        assertThat(GoDuration.parse(text)).isEmpty();
    }
}
