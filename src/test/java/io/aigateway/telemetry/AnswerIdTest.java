package io.aigateway.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.aigateway.telemetry.api.AnswerId;
import org.junit.jupiter.api.Test;

class AnswerIdTest {
    @Test
    void comesBackWhole() {
        AnswerId made = AnswerId.of("code_completions", "", "vertex/a:b");

        assertThat(AnswerId.read(made.text())).isEqualTo(made);
    }

    @Test
    void isDifferentForEveryAnswer() {
        assertThat(AnswerId.of("f", "l", "m")).isNotEqualTo(AnswerId.of("f", "l", "m"));
    }

    @Test
    void saysNothingWhenItIsNoneOfOurs() {
        assertThat(AnswerId.read("deadbeef")).isEqualTo(new AnswerId("deadbeef", "", "", ""));
        assertThat(AnswerId.read("a:b:c")).isEqualTo(new AnswerId("a:b:c", "", "", ""));
    }

    @Test
    void isNotOverruledByTheClientsWords() {
        assertThat(new AnswerId("n", "f", "", "m").or("F", "L", "M")).isEqualTo(new AnswerId("n", "f", "L", "m"));
    }
}
