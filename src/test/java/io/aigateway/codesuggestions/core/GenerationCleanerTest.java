package io.aigateway.codesuggestions.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GenerationCleanerTest {
    private final GenerationCleaner cleaner = new GenerationCleaner("litellm");
    private final GenerationCleaner anthropic = new GenerationCleaner("anthropic");

    @Test
    void takesFencesOut() {
        assertThat(cleaner.clean("```python\nprint(1)\n```", "# print\n")).isEqualTo("print(1)\n");
    }

    @Test
    void beginsANewLineWhereOneIsNeeded() {
        assertThat(cleaner.clean("b()", "a()")).isEqualTo("\nb()");
        assertThat(cleaner.clean("b()", "")).isEqualTo("\nb()");
        assertThat(cleaner.clean("b()", "a()\n")).isEqualTo("b()");
        assertThat(cleaner.clean("\nb()", "a()")).isEqualTo("\nb()");
        assertThat(cleaner.clean("\r\nb()", "a()")).isEqualTo("\r\nb()");
    }

    @Test
    void dropsWhatOnlyRepeatsTheFileAbove() {
        assertThat(cleaner.clean("b()\n// add a and b\nc()", "// add a and b\n"))
                .isEqualTo("b()\nc()");
        assertThat(cleaner.clean("// add a and b\nc()", "x\n// add a and b")).isEqualTo("\nc()");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  \n\t", "```\n```", "```python\n\n```"})
    void givesNothingWhenNothingIsLeft(String text) {
        assertThat(cleaner.clean(text, "a()")).isEmpty();
    }

    @Test
    void leavesAnthropicsAnswersAlone() {
        assertThat(anthropic.clean("```python\nb()\n```", "a()")).isEqualTo("```python\nb()\n```");
        assertThat(anthropic.clean(" \n ", "a()")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"a\\_b,a_b", "a\\\\_b,a\\_b", "a_b,a_b", "\\,\\", "\\n\\_,\\n_", "'',''"})
    void unescapesUnderscores(String text, String expected) {
        assertThat(TextFilter.applyTo(text, new UnderscoreFilter())).isEqualTo(expected);
        for (int seed = 0; seed < 10; seed++) {
            assertThat(Pieces.apply(text, new UnderscoreFilter(), new Random(seed)))
                    .isEqualTo(expected);
        }
    }
}
