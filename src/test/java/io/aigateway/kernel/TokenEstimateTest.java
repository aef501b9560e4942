package io.aigateway.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenEstimateTest {
    @ParameterizedTest
    @CsvSource({"'', 0", "a, 1", "abcd, 1", "abcde, 2", "über, 1", "日本語, 3", "日本語 text, 5"})
    void countsFourLatinCharactersOrOneOtherAsAToken(String text, long tokens) {
        assertThat(TokenEstimate.of(text)).isEqualTo(tokens);
    }
}
