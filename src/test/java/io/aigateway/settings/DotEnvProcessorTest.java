package io.aigateway.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DotEnvProcessorTest {
    private static String value(String text) {
        return DotEnvProcessor.parse(text).getString("A");
    }

    @Test
    void readsPlainAndQuotedValues() {
        assertThat(value("A=1")).isEqualTo("1");
        assertThat(value("export A = two words  # a comment")).isEqualTo("two words");
        assertThat(value("A='as it \\n is # here'")).isEqualTo("as it \\n is # here");
        assertThat(value("A=\"line\\nbreak\"")).isEqualTo("line\nbreak");
        assertThat(value("A=")).isEmpty();
        assertThat(value("A=a=b")).isEqualTo("a=b");
    }

    @Test
    void readsAKeyThatSpansLines() {
        assertThat(value("A=\"-----BEGIN-----\nabc\n-----END-----\"\nB=2"))
                .isEqualTo("-----BEGIN-----\nabc\n-----END-----");
        assertThat(DotEnvProcessor.parse("A=\"x\ny\"\nB=2").getString("B")).isEqualTo("2");
    }

    @Test
    void skipsCommentsAndLinesWithoutAName() {
        assertThat(DotEnvProcessor.parse("# A=1\n\n=2\nnothing\nB=3").fieldNames())
                .containsExactly("B");
    }

    @Test
    void keepsAnUnclosedQuoteAsText() {
        assertThat(value("A=\"open\nB=2")).isEqualTo("\"open");
    }
}
