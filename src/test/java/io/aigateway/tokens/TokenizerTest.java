package io.aigateway.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenizerTest {
    private static final int LONG = 200_000;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String CODE =
            "    for (int i = 0; i < items.length; i++) {\n        total += price(items[i]); // sum\n    }\n";

    private static final Encoding LIBRARY = Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.CL100K_BASE);

    private final Tokenizer tokenizer = Tokenizer.cl100k();

    static Stream<Arguments> publishedVectors() {
        return Stream.of(
                Arguments.of("Hello world!", 3),
                Arguments.of("def add(a, b):\n    return a + b\n", 12),
                Arguments.of("public static void main(String[] args) {", 9),
                Arguments.of("Grüße aus Köln", 6),
                Arguments.of("日本語のテキスト", 8),
                Arguments.of("   \n\n\t", 2),
                Arguments.of("", 0));
    }

    @ParameterizedTest
    @MethodSource("publishedVectors")
    void countsAsThePublishedVectorsSay(String text, int tokens) {
        assertThat(tokenizer.count(text)).isEqualTo(tokens);
    }

    @Test
    void countsNamesOfSpecialTokensAsOrdinaryText() {
        assertThat(tokenizer.count("<|endoftext|>")).isGreaterThan(1);
        assertThat(tokenizer.keepEnd("a <|endoftext|> <|fim_prefix|>", 2)).isEqualTo("|>");
    }

    @Test
    void countsCodeInPiecesAsIfItWereWhole() {
        int once = tokenizer.count(CODE);

        // One token less at each seam: the line break and the next line's indentation are one token.
        int pair = tokenizer.count(CODE + CODE);

        assertThat(tokenizer.count(CODE.repeat(1000))).isEqualTo(once + 999 * (pair - once));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void countsTextWithBlanksExactly(int seed) {
        var random = new Random(seed);
        String[] units = {CODE, "word ", " \t", "\n\n", "'s ", "); ", " 日本", " x", "é ", "\r\n  ", " 12345", "//", "😀 "
        };
        var text = new StringBuilder();
        while (text.length() < 20_000) {
            text.append(units[random.nextInt(units.length)]);
        }

        assertThat(tokenizer.count(text.toString())).isEqualTo(LIBRARY.countTokensOrdinary(text.toString()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", " ", "\n", "=", "0", "日", "😀", "é", "\t", "{", "\uD800", "ab", "}\n"})
    void readsLongRunsInLinearTime(String unit) {
        String text = unit.repeat(LONG / unit.length());

        Assertions.assertTimeoutPreemptively(PATIENCE, () -> {
            assertThat(tokenizer.count(text)).isPositive();
            assertThat(tokenizer.count(tokenizer.keepEnd(text, 1000))).isBetween(980, 1000);
            assertThat(tokenizer.count(tokenizer.keepStart(text, 1000))).isBetween(980, 1000);
        });
    }

    @Test
    void keepsATextThatFits() {
        assertThat(tokenizer.keepStart(CODE, 1000)).isSameAs(CODE);
        assertThat(tokenizer.keepEnd(CODE, 1000)).isSameAs(CODE);
        assertThat(tokenizer.keepEnd(CODE, tokenizer.count(CODE))).isEqualTo(CODE);
        assertThat(tokenizer.keepStart(CODE, tokenizer.count(CODE))).isEqualTo(CODE);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void keepsNothingWithoutABudget(int budget) {
        assertThat(tokenizer.keepStart("some text", budget)).isEmpty();
        assertThat(tokenizer.keepEnd("some text", budget)).isEmpty();
    }

    @Test
    void cutsAtTheWantedSide() {
        String text = "one two three four five";

        assertThat(tokenizer.keepStart(text, 2)).isEqualTo("one two");
        assertThat(tokenizer.keepEnd(text, 2)).isEqualTo(" four five");
    }

    @Test
    void neverSplitsASurrogatePair() {
        for (int budget = 1; budget < 40; budget++) {
            assertThat(tokenizer.keepStart("👩‍🔧😀🎉".repeat(50), budget))
                    .satisfies(TokenizerTest::hasWholeCodePoints);
            assertThat(tokenizer.keepEnd("👩‍🔧😀🎉".repeat(50), budget)).satisfies(TokenizerTest::hasWholeCodePoints);
        }
    }

    @Test
    void keepsHalfASurrogatePairAsItIs() {
        String text = "a\uD83Db\uDE00c " + "x ".repeat(2000);

        assertThat(tokenizer.count("a\uD83Db")).isPositive();
        assertThat(tokenizer.keepStart(text, 500))
                .startsWith("a\uD83Db\uDE00c x")
                .doesNotContain("\uFFFD");
    }

    static IntStream seeds() {
        return IntStream.range(0, 150);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void keepsTheLongestStartAndEndThatFit(int seed) {
        var random = new Random(seed);
        String text = randomText(random);
        int total = tokenizer.count(text);
        int budget = 1 + random.nextInt(total + 5);

        String start = tokenizer.keepStart(text, budget);
        String end = tokenizer.keepEnd(text, budget);

        assertThat(text).startsWith(start).endsWith(end);
        assertThat(start).satisfies(TokenizerTest::hasWholeCodePoints);
        assertThat(end).satisfies(TokenizerTest::hasWholeCodePoints);
        int leastTokens = Math.min(budget, total) - 8 - budget / 100;
        assertThat(tokenizer.count(start)).isBetween(leastTokens, budget);
        assertThat(tokenizer.count(end)).isBetween(leastTokens, budget);
    }

    @Test
    void isLoadedAheadOnTheGivenThread() {
        CompletionStage<Tokenizer> loaded = Tokenizer.loadAhead(Runnable::run);

        assertThat(loaded).isCompletedWithValue(tokenizer);
    }

    private static void hasWholeCodePoints(String text) {
        assertThat(text.codePoints()).allMatch(c -> c < 0xD800 || c > 0xDFFF);
    }

    private static String randomText(Random random) {
        String[] units = {
            CODE, "word ", "日本語", "😀", "\n", "    ", "ÄÖÜ", "longIdentifierName", "{}();", "\t\t", "a", "'s", "1234"
        };
        var text = new StringBuilder();
        int pieces = 1 + random.nextInt(60);
        for (int i = 0; i < pieces; i++) {
            text.append(units[random.nextInt(units.length)].repeat(1 + random.nextInt(120)));
        }
        return text.toString();
    }
}
