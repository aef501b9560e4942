package io.aigateway.codesuggestions.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.aigateway.codesuggestions.core.CompletionCleaner.Draft;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommentOnlyTest {

    static Stream<Arguments> comments() {
        Stream<Arguments> likeC = Stream.of("c", "cpp", "csharp", "go", "java", "js", "rust", "scala", "ts", "kotlin")
                .flatMap(language -> Stream.of(
                        Arguments.of(language, "// adds \"two numbers"),
                        Arguments.of(language, "\n  // one\r\n\r\n  // two {\n"),
                        Arguments.of(language, "/* one */ // two"),
                        Arguments.of(language, "/**\n * Adds 日本語 😀.\n */\n")));
        Stream<Arguments> others = Stream.of(
                Arguments.of("csharp", "/// <summary>\n/// Adds.\n/// </summary>"),
                Arguments.of("python", "# adds 'two numbers"),
                Arguments.of("python", "\n    # one\n\n    # two\n"),
                Arguments.of("ruby", "# one\n=begin\ntwo\n=end\n"),
                Arguments.of("rust", "/* a /* nested */ one */"));
        return Stream.concat(likeC, others);
    }

    @ParameterizedTest
    @MethodSource("comments")
    void dropsComments(String language, String text) {
        assertThat(clean(language, "", text, "")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "c | #include <stdio.h>",
                "c | int a; // one",
                "cpp | /* one */ a();",
                "csharp | #region one",
                "go | x // one",
                "java | \"// one\"",
                "js | /[/]/",
                "js | /* one",
                "python | 'one' # two",
                "python | \"\"\"one\"\"\"",
                "ruby | puts 1 # one",
                "rust | #[test]",
                "scala | '/'",
                "ts | // one `n` a()",
                "kotlin | \"/*\"",
            })
    void keepsCode(String language, String text) {
        String code = text.replace("`n`", "\n");

        assertThat(clean(language, "", code, "")).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({"php,// one", "swift,// one", "lua,-- one", "bash,# one"})
    void keepsCommentsInOtherLanguages(String language, String text) {
        assertThat(clean(language, "", text, "")).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  \n"})
    void leavesBlankTextToOthers(String text) {
        assertThat(clean("python", "", text, "")).isEqualTo(text);
    }

    @Test
    void keepsWhatOnlyLooksLikeACommentBecauseItIsInAString() {
        assertThat(clean("python", "color = \"", "#ff0000", "\"\n")).isEqualTo("#ff0000");
        assertThat(clean("ruby", "a = \"", "#{name}", "\"\n")).isEqualTo("#{name}");
        assertThat(clean("go", "a := `\n", "// one\n", "`\n")).isEqualTo("// one\n");
    }

    @Test
    void dropsACommentBehindAString() {
        assertThat(clean("python", "color = \"red\"", "  # a colour", "\n")).isEmpty();
    }

    private static String clean(String language, String above, String text, String below) {
        var sample = new Sample("", language, above + "▮" + text + "▮" + below);
        Draft draft = sample.draft();
        return CommentOnly.clean(text, draft, sample.syntax());
    }
}
