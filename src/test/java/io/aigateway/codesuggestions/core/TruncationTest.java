package io.aigateway.codesuggestions.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.aigateway.codesuggestions.core.CompletionCleaner.Draft;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TruncationTest {

    static Stream<Sample> samples() {
        return Stream.of(
                        new Sample("the last word", "python", "def f():\n    ▮a = b()\n    c = await✂ get_conf▮\n"),
                        new Sample(
                                "the last line when it is one word", "java", "A a = b()\n▮    .c(d)✂\n    .withConf▮"),
                        new Sample("a tab counts as blank", "go", "func f() {\n▮\ta()\n\treturn✂\tsomethi▮\n}\n"),
                        new Sample("in brackets", "ruby", "A.new(\n▮  name: a,\n  config: { repeat:✂ tru▮\n)\n"),
                        new Sample("the only word of the only line", "js", "▮someName.that▮\n"),
                        new Sample("the only word of the only line, indented", "js", "▮    someName.that▮\n"),
                        new Sample("code that would get worse", "ts", "f(▮a, { b: true }▮)\n"),
                        new Sample("a blank line before it", "rust", "fn f() {▮\n    a();✂\n\n    somethi▮\n}\n"))
                .flatMap(Sample::variants);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void takesOffWhatBrokeOff(Sample sample) {
        assertThat(clean(sample, sample.completion(), true)).isEqualTo(sample.expected());
    }

    @Test
    void keepsWhatTheModelEndedItself() {
        var sample = new Sample("", "python", "a = ▮b + somethi▮");

        assertThat(clean(sample, "b + somethi", false)).isEqualTo("b + somethi");
    }

    @Test
    void keepsWhatAnotherStepHasCut() {
        var sample = new Sample("", "python", "a = ▮b + somethi▮");

        assertThat(clean(sample, "b + something else", true)).isEqualTo("b + somethi");
    }

    @Test
    void keepsWhatEndsInABlank() {
        assertThat(clean(new Sample("", "python", "a = ▮b + ▮"), "b + ", true)).isEqualTo("b + ");
        assertThat(clean(new Sample("", "python", "a = ▮b\n▮"), "b\n", true)).isEqualTo("b\n");
    }

    private static String clean(Sample sample, String raw, boolean limitReached) {
        var completion = new RawCompletion(raw, RawCompletion.NO_SCORE, limitReached);
        return Truncation.clean(
                sample.completion(), new Draft(completion, sample.draft().around(), sample.syntax()), sample.syntax());
    }
}
