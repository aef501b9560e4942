package io.aigateway.embeddings.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.aigateway.kernel.Secret;
import io.aigateway.model.api.ModelChoice;
import io.aigateway.model.api.Vector;
import java.util.List;
import org.junit.jupiter.api.Test;

class EmbeddingMessagesTest {
    private static final List<String> TEXTS = List.of("planted text");

    @Test
    void tellsNobodysText() {
        var choice = new ModelChoice("litellm", "embedding", "x", "", "http://llm.test", new Secret("planted key"));

        assertThat(new TextsAsked(choice, TEXTS, 3, false)).hasToString("TextsAsked[litellm, texts: 1, dimensions: 3]");
        assertThat(new ContentAsked("issue", TEXTS)).hasToString("ContentAsked[issue, texts: 1]");
        assertThat(new VectorsGiven("i", "m", "p", List.of(new Vector(new double[] {0.5})), 1).toString())
                .contains("Vector[1]")
                .doesNotContain("0.5");
    }
}
