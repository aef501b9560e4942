package io.aigateway.embeddings.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchesTest {
    private static List<List<String>> cut(int maxTexts, int maxTokens, String... texts) {
        return new Batches(maxTexts, maxTokens).of(List.of(texts), String::length);
    }

    @Test
    void makesNoneOfNothing() {
        assertThat(cut(2, 0)).isEmpty();
    }

    @Test
    void fillsBatchesWithTextsInOrder() {
        assertThat(cut(2, 0, "a", "b", "c", "d", "e"))
                .containsExactly(List.of("a", "b"), List.of("c", "d"), List.of("e"));
    }

    /** 85 of 100 are used, as the provider counts otherwise. */
    @Test
    void fillsBatchesWithTokens() {
        String forty = "x".repeat(40);

        assertThat(cut(9, 100, forty, forty, "xxxxx", "x", forty))
                .containsExactly(List.of(forty, forty, "xxxxx"), List.of("x", forty));
    }

    @Test
    void givesATextThatIsTooLongABatchOfItsOwn() {
        String tooLong = "x".repeat(200);

        assertThat(cut(9, 100, "a", tooLong, "b")).containsExactly(List.of("a"), List.of(tooLong), List.of("b"));
    }

    @Test
    void needsNoCountingWhereTheTextsSurelyFit() {
        var batches = new Batches(9, 100);

        assertThat(batches.needCounting(List.of("x".repeat(40), "x".repeat(45))))
                .isFalse();
        assertThat(batches.needCounting(List.of("x".repeat(40), "x".repeat(46))))
                .isTrue();
        assertThat(batches.needCounting(List.of("x".repeat(500)))).isFalse();
        assertThat(new Batches(9, 0).needCounting(Collections.nCopies(9, "x".repeat(500))))
                .isFalse();
    }
}
