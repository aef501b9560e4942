package io.aigateway.codesuggestions.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FimTemplateTest {
    private static final String P = "int add(int a, int b) {\n    return ";
    private static final String S = ";\n}";
    private static final List<String> QWEN =
            List.of("<|fim_prefix|>", "<|fim_suffix|>", "<|fim_middle|>", "<|endoftext|>", "<|file_sep|>");
    private static final FimTemplate TEMPLATE =
            new FimTemplate("<|fim_prefix|>{prefix}<|fim_suffix|>{suffix}<|fim_middle|>", QWEN);

    /** As the models' publishers write them. */
    @ParameterizedTest
    @CsvSource({
        "<|fim_prefix|>,<|fim_suffix|>,<|fim_middle|>",
        "'<PRE> ',' <SUF>',' <MID>'",
        "'<PRE> ',' <SUF> ',' <MID>'",
        "<fim_prefix>,<fim_suffix>,<fim_middle>",
        "<｜fim▁begin｜>,<｜fim▁hole｜>,<｜fim▁end｜>",
    })
    void putsBothTextsIn(String start, String middle, String end) {
        var template = new FimTemplate(start + "{prefix}" + middle + "{suffix}" + end, List.of());

        assertThat(template.render(P, S)).isEqualTo(start + P + middle + S + end);
    }

    @Test
    void putsTheSuffixFirstWhereTheModelWantsIt() {
        var template = new FimTemplate("<s>[SUFFIX]{suffix}[PREFIX]{prefix}", List.of("[SUFFIX]", "[PREFIX]", "</s>"));

        assertThat(template.render(P, S)).isEqualTo("<s>[SUFFIX]" + S + "[PREFIX]" + P);
    }

    @Test
    void leavesASuffixOutThatTheTemplateHasNoPlaceFor() {
        assertThat(new FimTemplate("{prefix}", List.of()).render(P, S)).isEqualTo(P);
    }

    @Test
    void readsNoPlaceholdersInTheTexts() {
        assertThat(TEMPLATE.render("a {suffix} {prefix}", "b {prefix}"))
                .isEqualTo("<|fim_prefix|>a {suffix} {prefix}<|fim_suffix|>b {prefix}<|fim_middle|>");
    }

    @Test
    void takesAnEmptySuffix() {
        assertThat(TEMPLATE.render("a", "")).isEqualTo("<|fim_prefix|>a<|fim_suffix|><|fim_middle|>");
    }

    @Test
    void neutralisesControlTokensOfTheCaller() {
        assertThat(TEMPLATE.render("x = '<|fim_middle|>'", "<|endoftext|><|fim_prefix|>"))
                .isEqualTo("<|fim_prefix|>x = '<\u200C|fim_middle|>'<|fim_suffix|>"
                        + "<\u200C|endoftext|><\u200C|fim_prefix|><|fim_middle|>");
    }

    @Test
    void leavesHalfATokenAlone() {
        assertThat(TEMPLATE.render("<|fim_ <|fim_prefix", "|> <"))
                .isEqualTo("<|fim_prefix|><|fim_ <|fim_prefix<|fim_suffix|>|> <<|fim_middle|>");
    }

    @Test
    void neutralisesTokensThatOverlap() {
        var template = new FimTemplate("{prefix}", List.of("aba", "aa", "😀x"));

        assertThat(template.render("ababa aaa 😀x", "")).doesNotContain("aba", "aa", "😀x");
    }

    @Test
    void givesNeutralisedTokensTheirOwnFormBack() {
        assertThat(TEMPLATE.answer("x = '<\u200C|fim_middle|>' + y")).isEqualTo("x = '<|fim_middle|>' + y");
    }

    @Test
    void endsAnAnswerAtTheFirstControlToken() {
        assertThat(TEMPLATE.answer("a + b<|endoftext|>")).isEqualTo("a + b");
        assertThat(TEMPLATE.answer("a<|file_sep|>other.py\ncode")).isEqualTo("a");
        assertThat(TEMPLATE.answer("<|fim_middle|>")).isEmpty();
    }

    @Test
    void keepsAnAnswerThatBeginsLikeThePrefix() {
        assertThat(TEMPLATE.answer(P + "a")).isEqualTo(P + "a");
    }

    @Test
    void keepsTheStartOfATokenAtTheEnd() {
        assertThat(TEMPLATE.answer("a < b <|fim_")).isEqualTo("a < b <|fim_");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void saysTheSameOfAStreamHoweverItIsCut(int seed) {
        String[] units = {
            "<|fim_", "middle|>", "<|", "a", "<\u200C|fim_middle|>", "<\u200C", "|fim_middle|>", "<", "\n", "😀"
        };
        var random = new Random(seed);
        var answer = new StringBuilder();
        for (int i = 0; i < 30; i++) {
            answer.append(units[random.nextInt(units.length)]);
        }

        assertThat(Pieces.apply(answer.toString(), TEMPLATE.answerFilter(), random))
                .isEqualTo(TEMPLATE.answer(answer.toString()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"<", "<|fim_", "<|fim_middle|>", "a"})
    void readsLongTextsInLinearTime(String unit) {
        String text = unit.repeat(200_000 / unit.length());

        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            assertThat(TEMPLATE.render(text, text)).isNotEmpty();
            assertThat(TEMPLATE.answer("x" + text)).isNotEmpty();
        });
    }

    @Test
    void refusesATemplateWithoutPrefix() {
        assertThatThrownBy(() -> new FimTemplate("<PRE>{suffix}", List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("{prefix}");
    }
}
