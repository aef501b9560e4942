package io.aigateway.provider.mock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalEmbeddingTest {
    private static double[] of(String text) {
        return LocalEmbedding.of(text, 0).values();
    }

    private static double cosine(String one, String other) {
        double[] a = of(one);
        double[] b = of(other);
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    /** Fixed for ever: an index that was built with one release is searched with another. */
    @Test
    void givesATextTheSameVectorEverywhere() {
        double[] vector = of("Gr\u00fc\u00dfe");

        assertThat(vector).isEqualTo(of("gr\u00fc\u00dfe"));
        assertThat(java.util.Arrays.stream(vector).filter(value -> value != 0).count())
                .isEqualTo(6);
        assertThat(java.util.Arrays.stream(vector).map(Math::abs).max().getAsDouble())
                .isEqualTo(1 / Math.sqrt(1 + 5 * 0.25 * 0.25));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n", "...", "a", "def add(a, b): return a + b", "\ud83d\ude00 \ud800"})
    void hasLengthOne(String text) {
        assertThat(cosine(text, text)).isCloseTo(1, within(1e-9));
    }

    @Test
    void putsTextsWithTheSameWordsNearEachOther() {
        String text = "Protect a branch of the repository";

        assertThat(cosine(text, "How to protect the branches of a repository"))
                .isGreaterThan(cosine(text, "Configure an LDAP server") + 0.3);
    }

    @Test
    void hasTheWantedSizeWithinReason() {
        assertThat(LocalEmbedding.of("x", 0).size()).isEqualTo(256);
        assertThat(LocalEmbedding.of("x", 32).size()).isEqualTo(32);
        assertThat(LocalEmbedding.of("x", -1).size()).isEqualTo(256);
        assertThat(LocalEmbedding.of("x", 1_000_000).size()).isEqualTo(4096);
    }
}
