package io.aigateway.codesuggestions.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelReflectionTest {
    private static final String PROSE = """
            the first line of the licence text says something
            the second line of the licence text says the same
            the third line of the licence text says it again
            the fourth line of the licence text says nothing
            the fifth line of the licence text says the end
            """;

    @ParameterizedTest
    @ValueSource(strings = {"// a note", "/* a note */", "# a note"})
    void dropsASingleCommentThatStandsAbove(String comment) {
        String above = comment + "\nfoo(";

        assertThat(ModelReflection.removeFrom("a);\n  " + comment + "\nbar();", above))
                .isEqualTo("a);\nbar();");
        assertThat(ModelReflection.removeFrom("a);\n" + comment, above)).isEqualTo("a);");
    }

    @Test
    void keepsOtherComments() {
        assertThat(ModelReflection.removeFrom("a);\n// another note", "// a note\nfoo("))
                .isEqualTo("a);\n// another note");
    }

    @Test
    void keepsASingleLineOfCodeThatStandsAbove() {
        assertThat(ModelReflection.removeFrom("a);\nbar();", "bar();\nfoo(")).isEqualTo("a);\nbar();");
    }

    @Test
    void keepsTwoCommentsInARow() {
        assertThat(ModelReflection.removeFrom("a)\n# one\n# two", "# one\n# two\nfoo("))
                .isEqualTo("a)\n# one\n# two");
    }

    @Test
    void dropsARunThatReadsLikeProse() {
        assertThat(ModelReflection.removeFrom("x\n" + PROSE + "new line", PROSE + "\ny"))
                .isEqualTo("x\nnew line");
    }

    @Test
    void ignoresIndentationWhenItCompares() {
        assertThat(ModelReflection.removeFrom("x\n" + PROSE.indent(4) + "new line", PROSE + "\ny"))
                .isEqualTo("x\nnew line");
    }

    @Test
    void keepsARunOfFourLines() {
        String four = PROSE.substring(0, PROSE.lastIndexOf("the fifth"));

        assertThat(ModelReflection.removeFrom("x\n" + four + "new", four + "\ny"))
                .isEqualTo("x\n" + four + "new");
    }

    @Test
    void keepsARunOfPunctuation() {
        String code = "a(b);\n".repeat(2) + "c[d]();\n".repeat(2) + "{}{}{}\n(e);\n";

        assertThat(ModelReflection.removeFrom("x\n" + code + "new", code + "\ny"))
                .isEqualTo("x\n" + code + "new");
    }

    @Test
    void keepsARunOfManyDifferentCharacters() {
        String varied = "abcde\nfghij\nklmno\npqrst\nuvwxy\n";

        assertThat(ModelReflection.removeFrom("x\n" + varied + "new", varied + "\ny"))
                .isEqualTo("x\n" + varied + "new");
    }

    @Test
    void keepsTheFirstLineThatCompletesTheCursorsLine() {
        assertThat(ModelReflection.removeFrom("// a note", "// a note\nfoo")).isEqualTo("// a note");
    }

    @Test
    void dropsTheFirstLineWhenTheCursorIsOnABlankLine() {
        assertThat(ModelReflection.removeFrom("# a note\nbar()", "# a note\nfoo()\n  "))
                .isEqualTo("bar()");
        assertThat(ModelReflection.removeFrom("# a note", "# a note\nfoo()\n")).isEmpty();
    }

    @Test
    void findsWhatTheCompletedLineSays() {
        assertThat(ModelReflection.removeFrom("note\n# note\nx", "# ")).isEqualTo("note\nx");
    }

    @Test
    void leavesBlankLinesAlone() {
        assertThat(ModelReflection.removeFrom("a\n\n\n\n\n\n\nb", "c\n\n\n\n\n\n\nd"))
                .isEqualTo("a\n\n\n\n\n\n\nb");
        assertThat(ModelReflection.removeFrom("\n\n", "")).isEqualTo("\n\n");
    }

    @Test
    void keepsWindowsLineEnds() {
        assertThat(ModelReflection.removeFrom("a\r\n// note\r\nb\r\n", "// note\r\nc"))
                .isEqualTo("a\r\nb\r\n");
        assertThat(ModelReflection.removeFrom("a\r\n// note", "// note\r\nc")).isEqualTo("a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "}\n", "a\n", "a\nb\n", "x"})
    void readsLongTextsOfOneLineInLinearTime(String unit) {
        String text = unit.repeat(100_000 / unit.length());

        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> assertThat(ModelReflection.removeFrom(text, text)).isNotNull());
    }
}
