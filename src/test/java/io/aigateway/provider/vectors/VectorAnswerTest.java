package io.aigateway.provider.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aigateway.kernel.Failure;
import io.aigateway.kernel.FailureException;
import io.aigateway.model.api.EmbedAsked;
import io.aigateway.model.api.Embedded;
import io.aigateway.model.api.Target;
import io.aigateway.model.api.Vector;
import io.aigateway.testkit.Fixtures;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VectorAnswerTest {
    private static Embedded read(int texts, byte[] body, String member) {
        var asked = new EmbedAsked(Target.of("any", "m"), Collections.nCopies(texts, "planted text"), 0, 1000);
        assertThat(asked.toString()).doesNotContain("planted");
        return VectorAnswer.read(asked, body, member);
    }

    private static Embedded openAi(int texts, String body) {
        return read(texts, body.getBytes(StandardCharsets.UTF_8), "embedding");
    }

    private static List<List<Double>> values(Embedded answer) {
        return answer.vectors().stream()
                .map(Vector::values)
                .map(values -> java.util.Arrays.stream(values).boxed().toList())
                .toList();
    }

    @Test
    void readsWhatOpenAiAnswers() {
        Embedded answer = read(1, Fixtures.bytes("openai.embeddings.response.json"), "embedding");

        assertThat(values(answer)).containsExactly(List.of(0.25, -0.5, 1.0));
        assertThat(answer.inputTokens()).isEqualTo(2);
    }

    @Test
    void readsWhatVertexAiAnswers() {
        Embedded answer = read(2, Fixtures.bytes("vertex.embeddings.response.json"), "values");

        assertThat(values(answer)).containsExactly(List.of(0.25, -0.5, 1.0), List.of(0.1, 0.2, -0.3));
        assertThat(answer.inputTokens()).isEqualTo(4);
    }

    @Test
    void readsWhatGeminiAnswers() {
        Embedded answer = read(1, Fixtures.bytes("vertex.embed_content.response.json"), "values");

        assertThat(values(answer)).containsExactly(List.of(0.25, -0.5, 1.0));
        assertThat(answer.inputTokens()).isEqualTo(2);
    }

    @Test
    void goesByTheIndex() {
        Embedded answer = openAi(
                3,
                "{\"data\": [{\"embedding\": [3], \"index\": 2}, {\"index\": 0, \"embedding\": [1]},"
                        + " {\"embedding\": [2], \"index\": 1}]}");

        assertThat(values(answer)).containsExactly(List.of(1.0), List.of(2.0), List.of(3.0));
    }

    @Test
    void goesByTheOrderWhereThereIsNoIndex() {
        Embedded answer = openAi(2, "{\"data\": [{\"embedding\": [1e-3], \"index\": null}, {\"embedding\": [-2]}]}");

        assertThat(values(answer)).containsExactly(List.of(0.001), List.of(-2.0));
    }

    @Test
    void readsVectorsOfAnySize() {
        String numbers = "0.5" + ",0.25".repeat(4095);

        Embedded answer = openAi(1, "{\"data\": [{\"embedding\": [" + numbers + "], \"index\": 0}]}");

        assertThat(answer.vectors().get(0).size()).isEqualTo(4096);
        assertThat(answer.toString()).isEqualTo("Embedded[vectors=[Vector[4096]], inputTokens=0]");
    }

    /** Wider than any other document may be. */
    @Test
    void readsManyVectors() {
        String one = "{\"embedding\": [0.5" + ",0.25".repeat(3071) + "]}";

        Embedded answer = openAi(250, "{\"data\": [" + one + (", " + one).repeat(249) + "]}");

        assertThat(answer.vectors()).hasSize(250);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "7",
                "{\"data\": [{\"embedding\": [1], \"index\": 0}]}",
                "{\"data\": [{\"embedding\": [1], \"index\": 0}, {\"embedding\": [1], \"index\": 0}]}",
                "{\"data\": [{\"embedding\": [1], \"index\": 1}, {\"embedding\": [1], \"index\": 2}]}",
                "{\"data\": [{\"embedding\": [1], \"index\": -1}, {\"embedding\": [1], \"index\": 0}]}",
                "{\"data\": [{\"embedding\": [1]}, {\"embedding\": []}]}",
                "{\"data\": [{\"embedding\": [1]}, {\"embedding\": [[1]]}]}",
                "{\"data\": [{\"embedding\": [1]}, {\"embedding\": [null]}]}",
                "{\"data\": [{\"embedding\": [1]}, {\"embedding\": [1]}, {\"embedding\": [1]}]}",
                "{\"data\": [{\"embedding\": [1]}, {\"embedding\": [1"
            })
    void refusesWhatHasNotOneVectorForEachText(String body) {
        assertThatThrownBy(() -> openAi(2, body))
                .isInstanceOf(FailureException.class)
                .hasMessageContaining("cannot be read");
    }

    @Test
    void refusesAVectorWithoutEnd() {
        String endless = "1,".repeat(20_000) + "1";

        assertThatThrownBy(() -> openAi(1, "{\"data\": [{\"embedding\": [" + endless + "]}]}"))
                .isInstanceOf(FailureException.class);
    }

    @Test
    void saysThatAnErrorIsOne() {
        assertThatThrownBy(() -> openAi(1, "{\"error\": {\"message\": \"planted\", \"code\": 429}}"))
                .isInstanceOfSatisfying(FailureException.class, e -> {
                    assertThat(e.failure().kind()).isEqualTo(Failure.Kind.RATE_LIMITED);
                    assertThat(e.failure().detail()).doesNotContain("planted");
                });
    }
}
