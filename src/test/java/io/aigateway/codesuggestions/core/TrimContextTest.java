package io.aigateway.codesuggestions.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** With a counter for which a character is a token, so that every number can be seen. */
class TrimContextTest {
    private static final TokenCounter CHARACTERS = new TokenCounter() {
        @Override
        public int count(String text) {
            return text.length();
        }

        @Override
        public String keepStart(String text, int maxTokens) {
            return text.substring(0, Math.max(0, Math.min(maxTokens, text.length())));
        }

        @Override
        public String keepEnd(String text, int maxTokens) {
            return text.substring(Math.max(0, text.length() - Math.max(0, maxTokens)));
        }
    };

    private static TrimContext trim(int budget, double contextShare) {
        return new TrimContext(CHARACTERS, budget, contextShare);
    }

    @Test
    void keepsWhatFits() {
        assertThat(trim(100, 1).forCompletion("above", "below", List.of()))
                .isEqualTo(new TrimmedContext("above", "below", 0, 0));
    }

    @Test
    void cutsThePrefixAtItsBeginningAndTheSuffixAtItsEnd() {
        TrimmedContext trimmed =
                trim(100, 1).forCompletion("x".repeat(50) + "y".repeat(93), "z".repeat(7) + "w", List.of());

        assertThat(trimmed).isEqualTo(new TrimmedContext("y".repeat(93), "z".repeat(7), 0, 0));
    }

    @Test
    void roundsThePrefixLimitUp() {
        TrimmedContext trimmed = trim(10, 1).forCompletion("x".repeat(20), "z".repeat(20), List.of());

        assertThat(trimmed).isEqualTo(new TrimmedContext("x".repeat(10), "", 0, 0));
        assertThat(trim(101, 1).forCompletion("x".repeat(200), "", List.of()).prefix())
                .hasSize(94);
    }

    @Test
    void leavesAnAbsentSuffixAbsent() {
        assertThat(trim(100, 1).forCompletion("above", null, List.of()).suffix())
                .isEmpty();
    }

    @Test
    void putsCodeOfOtherFilesBeforeThePrefix() {
        assertThat(trim(100, 1).forCompletion("above", "below", List.of("one", "two")))
                .isEqualTo(new TrimmedContext("one\ntwo\nabove", "below", 7, 7));
    }

    @Test
    void givesCodeOfOtherFilesNoMoreThanItsShare() {
        assertThat(trim(100, 0.3).forCompletion("above", "below", List.of("o".repeat(50))))
                .isEqualTo(new TrimmedContext("o".repeat(30) + "\nabove", "below", 50, 30));
    }

    @Test
    void givesCodeOfOtherFilesNoMoreThanIsLeft() {
        assertThat(trim(20, 1).forCompletion("a".repeat(15), "b", List.of("o".repeat(50))))
                .isEqualTo(new TrimmedContext("oooo\n" + "a".repeat(15), "b", 50, 4));
    }

    @Test
    void leavesCodeOfOtherFilesOutWhenNothingIsLeft() {
        assertThat(trim(100, 1).forCompletion("a".repeat(200), "b".repeat(200), List.of("other")))
                .isEqualTo(new TrimmedContext("a".repeat(93), "b".repeat(7), 5, 0));
    }

    @Test
    void estimatesTheSizeOfVeryMuchCode() {
        List<String> context = List.of("o".repeat(500_000), "", "p".repeat(500_000));

        TrimmedContext trimmed = trim(100, 1).forCompletion("a", "", context);

        assertThat(trimmed.contextTokensSent()).isEqualTo(1_000_002);
        assertThat(trimmed.contextTokensUsed()).isEqualTo(99);
    }

    @Test
    void countsEmptyCodeAsWhatItIs() {
        assertThat(trim(100, 1).forCompletion("a", "", List.of(""))).isEqualTo(new TrimmedContext("a", "", 0, 0));
    }

    @Test
    void wrapsThePrefixOfAGeneration() {
        assertThat(trim(100, 1).forGeneration("print(1)\n", "python")).isEqualTo("```python\nprint(1)\n\n```");
        assertThat(trim(100, 1).forGeneration("", "")).isEqualTo("```\n\n```");
    }

    @Test
    void cutsThePrefixOfAGenerationToTheBudgetLessTheFence() {
        String wrapped = trim(20, 1).forGeneration("x".repeat(50) + "y".repeat(10), "go");

        assertThat(wrapped).isEqualTo("```go\n" + "y".repeat(10) + "\n```").hasSize(20);
        assertThat(trim(3, 1).forGeneration("abc", "go")).isEqualTo("```go\n\n```");
    }

    @Test
    void refusesABudgetThatIsNone() {
        assertThatThrownBy(() -> trim(0, 1)).hasMessageContaining("budget: 0");
        assertThatThrownBy(() -> trim(1, 1.1)).hasMessageContaining("1.1");
        assertThatThrownBy(() -> trim(1, Double.NaN)).hasMessageContaining("NaN");
    }

    @Test
    void showsNoCode() {
        assertThat(new TrimmedContext("MARK", "MARK", 1, 1).toString()).doesNotContain("MARK");
    }
}
