package io.aigateway.http.blueprint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import io.aigateway.testkit.Fixtures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RenamesTest {
    private static final Renames RENAMES = Renames.read("""
            renames:
              a:
                old: now
                deep.down.old: now
                list[].old: now
            """, "renames.yaml");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'old': 1}                             | {'now': 1}",
                "{'old': 1, 'now': 2}                   | {'now': 2}",
                "{'old': 1, 'now': null}                | {'now': 1}",
                "{'other': 1}                           | {'other': 1}",
                "{'deep': {'down': {'old': 1}}}         | {'deep': {'down': {'now': 1}}}",
                "{'deep': {'down': 'text'}}             | {'deep': {'down': 'text'}}",
                "{'deep': []}                           | {'deep': []}",
                "{'list': [{'old': 1}, 7, {'x': 1}]}    | {'list': [{'now': 1}, 7, {'x': 1}]}",
                "{'list': {'old': 1}}                   | {'list': {'old': 1}}"
            })
    void givesFieldsTheirNamesOfToday(String older, String today) {
        JsonNode payload = Fixtures.parse(older.replace('\'', '"'));

        RENAMES.apply("a", payload);

        assertThat(payload).isEqualTo(Fixtures.parse(today.replace('\'', '"')));
    }

    @Test
    void leavesOtherTypesAlone() {
        JsonNode payload = Fixtures.parse("{\"old\": 1}");

        RENAMES.apply("b", payload);

        assertThat(payload.has("old")).isTrue();
    }

    @Test
    void isNotReadFromAFileWithoutATable() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Renames.read("other: {}", "renames.yaml"))
                .withMessageContaining("renames.yaml");
    }
}
