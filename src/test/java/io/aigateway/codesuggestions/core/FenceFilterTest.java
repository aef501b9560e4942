package io.aigateway.codesuggestions.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class FenceFilterTest {
    private final FenceFilter filter = new FenceFilter();

    @ParameterizedTest
    @CsvSource({
        "'```python~a = 1~```', 'a = 1~'",
        "'```~a~```~', 'a~'",
        "'Here:~```c++~a~```~Done.', 'Here:~a~Done.'",
        "'a~````js~b', 'a~b'",
        "'``` ts ~a', 'a'",
        "'a`', 'a'",
        "'a````', 'a'",
        "'a~`', 'a~'",
        "'a~```python', 'a~'",
        "'  ```python~a', '  ```python~a'",
        "'``~a', '``~a'",
        "'```one two~a', '```one two~a'",
        "'```a```~b', '```a```~b'",
        "'a `b` c~', 'a `b` c~'",
        "'a```~b', 'a```~b'",
        "'const a = `b`;~c', 'const a = `b`;~c'",
        "'', ''",
        "'~~', '~~'",
    })
    void takesFencesOut(String text, String expected) {
        String clean = TextFilter.applyTo(text.replace('~', '\n'), filter);

        assertThat(clean).isEqualTo(expected.replace('~', '\n'));
    }

    @Test
    void takesFencesOutOfLinesThatEndLikeOnWindows() {
        assertThat(TextFilter.applyTo("```java\r\na\r\n```\r\n", filter)).isEqualTo("a\r\n");
    }

    @Test
    void holdsBackALineUntilItIsComplete() {
        assertThat(filter.feed("a = ")).isEmpty();
        assertThat(filter.feed("1\nb")).isEqualTo("a = 1\n");
        assertThat(filter.feed("`\n``")).isEqualTo("b`\n");
        assertThat(filter.feed("`py")).isEmpty();
        assertThat(filter.feed("\nc")).isEmpty();
        assertThat(filter.finish()).isEqualTo("c");
    }

    @Test
    void givesOutWhatIsHeldWhenTheStreamBreaksOff() {
        assertThat(filter.feed("half a li")).isEmpty();

        assertThat(filter.finish()).isEqualTo("half a li");
    }

    @Test
    void canBeUsedAgainAfterTheEnd() {
        TextFilter.applyTo("a```", filter);

        assertThat(TextFilter.applyTo("```\nb", filter)).isEqualTo("b");
    }

    @Test
    void givesOutAVeryLongLineBeforeItIsComplete() {
        String line = "x".repeat(FenceFilter.MAX_HELD);

        assertThat(filter.feed(line)).isEmpty();
        assertThat(filter.feed("y`")).isEqualTo(line + "y");
        assertThat(filter.feed("`")).isEmpty();
        assertThat(filter.feed("z``")).isEqualTo("``z");
        assertThat(filter.feed("\n")).isEqualTo("``\n");
    }

    @Test
    void takesNoVeryLongLineForAFence() {
        String line = "```" + "x".repeat(FenceFilter.MAX_FENCE) + "\n";

        assertThat(TextFilter.applyTo(line, filter)).isEqualTo(line);
        assertThat(TextFilter.applyTo("`".repeat(10_000), filter)).isEmpty();
        assertThat(TextFilter.applyTo("`".repeat(10_000) + "\n", filter)).hasSize(10_001);
    }

    static IntStream seeds() {
        return IntStream.range(0, 300);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void givesTheSameTextHoweverItIsCut(int seed) {
        var random = new Random(seed);
        String[] units = {
            "`", "```", "\n", "```py\n", "a", " ", "\r\n", "日本", "x".repeat(1500), "`".repeat(1500), "word "
        };
        var text = new StringBuilder();
        for (int i = 0; i < 25; i++) {
            text.append(units[random.nextInt(units.length)]);
        }
        String whole = TextFilter.applyTo(text.toString(), new FenceFilter());

        assertThat(Pieces.apply(text.toString(), filter, random)).isEqualTo(whole);
    }
}
