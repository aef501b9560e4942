package io.aigateway.codesuggestions.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.aigateway.codesuggestions.core.CompletionCleaner.Draft;
import io.aigateway.codesuggestions.core.syntax.CodeStructure;
import io.aigateway.codesuggestions.core.syntax.Syntax;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the text: nothing is thrown, nothing takes long, and what is cut is cut at the end. */
class AnyTextTest {
    private static final int LONG = 60_000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final List<String> UNITS = List.of(
            "\"",
            "'",
            "`",
            "\\",
            "{",
            "}",
            "(",
            ")",
            "[",
            "]",
            "/*",
            "*/",
            "//",
            "#",
            "\"\"\"",
            "'''",
            "${",
            "#{",
            "\"${",
            "`${",
            "\"#{",
            "\"$(",
            "\"\\(",
            "$\"{",
            "@\"",
            "{$",
            "<<A\n",
            "<<<A\n",
            "<<~A\n",
            "%q(",
            "%w[",
            "r#\"",
            "R\"(",
            "R\"",
            "[[",
            "[=[",
            "--[[",
            "#if {\n",
            "#define \\\n",
            "/[",
            "/",
            "=/",
            "do ",
            "end ",
            "if ",
            "def ",
            "def a = ",
            "fi\n",
            "done\n",
            "while do\n",
            "\n",
            " ",
            "\t\n",
            "a\n",
            " a\n",
            "//\n",
            "#\n",
            "x = \n",
            "{}\n",
            "{\n}\n",
            "\"\\\"",
            "'\\\"",
            "?\"",
            "~s|",
            "=begin\n",
            "<?php ",
            "?>",
            "<",
            "@a\n",
            "else\n",
            "else:\n",
            "a:\n  ",
            ";",
            ",\n",
            ".\n",
            "日",
            "😀",
            "\uD800",
            "\u0000",
            "\r\n",
            "\r",
            "=> {\n",
            "})\n",
            "do\nend\n",
            "('",
            "\"'");

    private static final List<String> LANGUAGES = List.of(
            "python", "java", "js", "go", "c", "cpp", "csharp", "ruby", "rust", "kotlin", "scala", "php", "swift",
            "groovy", "dart", "lua", "elixir", "bash", "hcl", "r", "zig");

    static Stream<String> languages() {
        return LANGUAGES.stream();
    }

    @ParameterizedTest
    @MethodSource("languages")
    void readsRunsOfAnythingInLinearTime(String language) {
        Syntax syntax = syntax(language);

        Assertions.assertTimeoutPreemptively(PATIENCE, () -> {
            for (String unit : UNITS) {
                String text = unit.repeat(LONG / unit.length());
                CodeStructure structure = CodeStructure.of(text, syntax);
                assertThat(structure.flawsBefore(text.length())).isLessThanOrEqualTo(structure.flawCount());
                for (int position = 0; position <= text.length(); position += LONG / 3) {
                    structure.blockAround(position);
                }
            }
        });
    }

    static IntStream seeds() {
        return IntStream.range(0, 40);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void cutsAnythingAtItsEndOnly(int seed) {
        var random = new Random(seed);
        for (String language : LANGUAGES) {
            var around = new CodeAround(language, randomText(random), randomText(random));
            String text = randomText(random);
            var draft = new Draft(new RawCompletion(text, 0, true), around, syntax(language));

            assertThat(text).startsWith(BlockTrim.clean(text, draft, syntax(language)));
            assertThat(text).startsWith(RepeatedSuffix.clean(text, draft, syntax(language)));
            assertThat(text).startsWith(Truncation.clean(text, draft, syntax(language)));
            assertThat(CommentOnly.clean(text, draft, syntax(language))).isIn(text, "");
            CodeStructure structure = CodeStructure.of(text, syntax(language));
            assertThat(structure.flaws()).allMatch(flaw -> flaw.position() >= 0 && flaw.position() <= text.length());
        }
    }

    private static String randomText(Random random) {
        var text = new StringBuilder("x");
        int pieces = random.nextInt(60);
        for (int i = 0; i < pieces; i++) {
            text.append(UNITS.get(random.nextInt(UNITS.size())));
            text.append(random.nextInt(3) == 0 ? "\n" + " ".repeat(random.nextInt(6)) : "");
        }
        return text.toString();
    }

    private static Syntax syntax(String language) {
        return Objects.requireNonNull(Syntax.of(language), language);
    }
}
