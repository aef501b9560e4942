package io.aigateway.http.blueprint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import io.aigateway.kernel.Failure.Problem;
import io.aigateway.testkit.Fixtures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The schemas that are shipped, and what is said about what does not fit them. */
class SchemasTest {
    private static final Schemas SCHEMAS = Schemas.read(SchemasTest::shipped);

    private static String shipped(String name) {
        try {
            return Files.readString(Path.of("conf", "schemas", name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "prompt.json         | {'content': 7}                                | type      | content",
                "prompt.json         | {'content': ['x']}                            | type      | content/0",
                "prompt.json         | {'content': [{'role': 'user'}]}               | required  | content/0/content",
                "prompt.json         | {'params': {'top_p': 2}}                      | maximum   | params/top_p",
                "prompt.json         | {'params': {'stop_sequences': ['']}}          | minLength | params/stop_sequences/0",
                "editor_content.json | {'open_files': [{'content': 7}]}              | type      | open_files/0/content",
                "telemetry.json      | {'identifier': 'x', 'outcome': 'maybe'}       | enum      | outcome",
                "component.json      | {'type': 'prompt'}                            | required  | payload",
                "envelope.json       | {'prompt_components': []}                     | minItems  | prompt_components"
            })
    void saysWhichFieldBreaksWhichRule(String schema, String value, String rule, String field) {
        JsonNode json = Fixtures.parse(value.replace('\'', '"'));

        Problem problem = SCHEMAS.problem(schema, json, List.of("body"));

        assertThat(problem).isNotNull();
        assertThat(problem.type()).isEqualTo(rule);
        assertThat(String.join("/", problem.location())).isEqualTo("body/" + field);
        assertThat(problem.message()).isNotBlank();
    }

    @Test
    void countsCharactersAsPeopleDo() {
        String grinning = "\uD83D\uDE00";

        assertThat(SCHEMAS.problem(Schemas.PROMPT, prompt(grinning.repeat(400_000)), List.of()))
                .isNull();
        assertThat(SCHEMAS.problem(Schemas.PROMPT, prompt(grinning.repeat(400_001)), List.of()))
                .isNotNull();
    }

    @Test
    void quotesNothingOfWhatItRefuses() {
        Problem problem = SCHEMAS.problem(Schemas.PROMPT, prompt("planted".repeat(100_000)), List.of("body"));

        assertThat(problem).isNotNull();
        assertThat(problem.message()).doesNotContain("planted");
    }

    @Test
    void isNotReadFromAFileThatIsNoJson() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Schemas.read(name -> "{"))
                .withMessageContaining("schemas/envelope.json");
    }

    private static JsonNode prompt(String content) {
        return Fixtures.parse("{\"content\": \"" + content + "\"}");
    }
}
