package io.aigateway.search.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DataStoresTest {
    @ParameterizedTest
    @CsvSource({"18.2.0-pre, gitlab-docs-18-2", "17.0, gitlab-docs-17-0", "17.11.3-ee, gitlab-docs-17-11"})
    void isNamedByMajorAndMinor(String version, String name) {
        assertThat(DataStores.nameFor(version)).contains(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "18", "18.", ".2", "v18.2", " 18.2", "18-2", "99999999999.1"})
    void isNoneForWhatIsNoVersion(String version) {
        assertThat(DataStores.nameFor(version)).isEmpty();
    }
}
