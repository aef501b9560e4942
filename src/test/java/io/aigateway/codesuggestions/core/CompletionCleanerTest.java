package io.aigateway.codesuggestions.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.aigateway.codesuggestions.core.CleaningRules.Host;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompletionCleanerTest {
    private static final CodeAround NOTHING = new CodeAround("", "", "");

    private final CompletionCleaner vertex = cleaner(Host.VERTEX);
    private final CompletionCleaner fireworks = cleaner(Host.FIREWORKS);

    private static CompletionCleaner cleaner(Host host, String... skipped) {
        return new CompletionCleaner(new CleaningRules(Set.of(skipped), host, 0.5));
    }

    /** A completion that one step changes, and what it then is. */
    static Stream<Arguments> oneOfEachStep() {
        var java = new CodeAround("java", "class A {\n  int a() {\n    return ", "");
        return Stream.of(
                Arguments.of("remove_comment_only_completion", Host.VERTEX, java, "// a comment", ""),
                Arguments.of("clean_irrelevant_keywords", Host.VERTEX, NOTHING, "a<|cursor|>b<|cursor|>", "ab"),
                Arguments.of("trim_by_min_allowed_context", Host.VERTEX, java, "1;\n  }\n\n  int b() {", "1;\n  }"),
                Arguments.of("fix_end_block_errors", Host.VERTEX, new CodeAround("js", "a(", ")"), "b)", "b"),
                Arguments.of("clean_model_reflection", Host.VERTEX, new CodeAround("", "# n\nx", ""), "y\n# n", "y"),
                Arguments.of("strip_whitespaces", Host.VERTEX, NOTHING, " \t\r\n ", ""),
                Arguments.of("strip_asterisks", Host.VERTEX, NOTHING, "  *****\nlicence", ""),
                Arguments.of("filter_score", Host.FIREWORKS, NOTHING, "low", ""),
                Arguments.of(
                        "fix_truncation",
                        Host.FIREWORKS,
                        new CodeAround("go", "", ""),
                        "return a + somethi",
                        "return a +"));
    }

    private static RawCompletion raw(String text) {
        return new RawCompletion(text, text.equals("low") ? 0.4 : 0.6, text.endsWith("somethi"));
    }

    @ParameterizedTest
    @MethodSource("oneOfEachStep")
    void takesEachStep(String step, Host host, CodeAround around, String text, String expected) {
        assertThat(cleaner(host).clean(raw(text), around)).as(step).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("oneOfEachStep")
    void leavesOutAStepThatIsNamed(String step, Host host, CodeAround around, String text, String expected) {
        assertThat(cleaner(host, step).clean(raw(text), around)).isEqualTo(text);
        assertThat(cleaner(host, "another_step").clean(raw(text), around)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "cobol", "unheard-of"})
    void takesNoStepThatHasToUnderstandALanguageItDoesNotKnow(String language) {
        var around = new CodeAround(language, "f(", ")");

        assertThat(vertex.clean(RawCompletion.of("a)"), around)).isEqualTo("a)");
        assertThat(vertex.clean(RawCompletion.of("// comment"), around)).isEqualTo("// comment");
    }

    @Test
    void givesEveryHostItsOwnSteps() {
        assertThat(fireworks.clean(raw("***** a"), NOTHING)).isEqualTo("***** a");
        assertThat(vertex.clean(raw("low"), NOTHING)).isEqualTo("low");
        assertThat(vertex.clean(raw("return a + somethi"), new CodeAround("go", "", "")))
                .isEqualTo("return a + somethi");
    }

    @Test
    void dropsLowScoresOnlyBelowAThreshold() {
        var without = new CompletionCleaner(new CleaningRules(Set.of(), Host.FIREWORKS, null));

        assertThat(fireworks.clean(new RawCompletion("a", 0.5, false), NOTHING)).isEqualTo("a");
        assertThat(fireworks.clean(RawCompletion.of("a"), NOTHING)).isEqualTo("a");
        assertThat(without.clean(new RawCompletion("a", -1000, false), NOTHING)).isEqualTo("a");
    }

    @Test
    void keepsFourAsterisks() {
        assertThat(vertex.clean(RawCompletion.of("**** a"), NOTHING)).isEqualTo("**** a");
        assertThat(vertex.clean(RawCompletion.of("a *****"), NOTHING)).isEqualTo("a *****");
    }

    @Test
    void keepsBlanksAroundText() {
        assertThat(vertex.clean(RawCompletion.of("\n  a  \n"), NOTHING)).isEqualTo("\n  a  \n");
    }

    @Test
    void leavesAnEmptyCompletionEmpty() {
        assertThat(vertex.clean(RawCompletion.of(""), NOTHING)).isEmpty();
        assertThat(fireworks.clean(new RawCompletion("", 1, true), NOTHING)).isEmpty();
    }

    @Test
    void takesTheStepsInOrder() {
        var around = new CodeAround("java", "class A {\n  void a() {\n    b(", ");\n  }\n}\n");
        String proposal = "c<|cursor|>);\n  }\n\n  void d() {\n    e();\n  }\n}\n";

        // The marker goes first, then the next method, then the bracket that stands below already.
        assertThat(fireworks.clean(raw(proposal), around)).isEqualTo("c");
    }

    @Test
    void changesNothingThatIsGood() {
        var around = new CodeAround("python", "def f(a, b):\n    ", "\n\n\nprint(f(1, 2))\n");
        String good = "if a > b:\n        return {'a': [a]}\n    return sum(x for x in (a, b))";

        assertThat(cleaner(Host.VERTEX, "trim_by_min_allowed_context").clean(raw(good), around))
                .isEqualTo(good);
    }

    @Test
    void showsNoCode() {
        assertThat(new CodeAround("c", "MARK", "MARK").toString() + RawCompletion.of("MARK"))
                .doesNotContain("MARK");
    }
}
