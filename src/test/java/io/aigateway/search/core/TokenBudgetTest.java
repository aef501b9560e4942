package io.aigateway.search.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TokenBudgetTest {
    private static String words(int count) {
        return "word\n".repeat(count);
    }

    private static int kept(String... texts) {
        return TokenBudget.firstOf(List.of(texts), text -> text).size();
    }

    @Test
    void keepsWhatFits() {
        assertThat(kept()).isZero();
        assertThat(kept(words(5714), "a")).isEqualTo(2); // 7,999 and 1 tokens
        assertThat(kept(words(5714), "a b")).isEqualTo(1); // 7,999 and 2 tokens
        assertThat(kept(words(5716))).isZero();
    }

    @Test
    void endsWithTheFirstThatDoesNotFit() {
        assertThat(kept("a", words(6000), "b")).isEqualTo(1);
    }
}
