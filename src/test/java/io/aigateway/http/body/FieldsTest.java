package io.aigateway.http.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.aigateway.http.body.ValidationAnswer.Form;
import io.aigateway.wire.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldsTest {
    private static JsonNode json(String text) {
        try {
            return Json.read(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<BodyError> errors(String text, Consumer<Fields> reading) {
        Fields fields = Fields.of(json(text));
        reading.accept(fields);
        try {
            fields.check();
            return List.of();
        } catch (InvalidBody invalid) {
            return invalid.errors();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"a\":1}          | string_type      | Input should be a valid string",
                "{\"a\":null}       | string_type      | Input should be a valid string",
                "{\"a\":\"12345\"}  | string_too_long  | String should have at most 4 characters",
                "{\"b\":\"\"}       | missing          | Field required",
            })
    void namesWhatIsWrongWithAText(String body, String type, String message) {
        assertThat(errors(body, fields -> fields.text("a", 4))).singleElement().satisfies(error -> {
            assertThat(error.type()).isEqualTo(type);
            assertThat(error.message()).isEqualTo(message);
            assertThat(error.location()).isEqualTo(List.of("body", "a"));
        });
    }

    @Test
    void countsCharactersAndNotJavaChars() {
        assertThat(errors("{\"a\":\"\uD83D\uDE00\uD83D\uDE00\"}", fields -> fields.text("a", 2)))
                .isEmpty();
        assertThat(errors("{\"a\":\"\uD83D\uDE00\uD83D\uDE00\"}", fields -> fields.text("a", 1)))
                .hasSize(1);
    }

    @Test
    void readsAListOfTexts() {
        assertThat(errors(
                        "{\"a\":[\"x\",\"\"]}",
                        fields -> assertThat(fields.texts("a", 0, 2, 9)).containsExactly("x", "")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                        | missing     | [body, a]",
                "{\"a\":null}              | list_type   | [body, a]",
                "{\"a\":\"x\"}             | list_type   | [body, a]",
                "{\"a\":[\"x\",null]}      | string_type | [body, a, 1]",
                "{\"a\":[\"x\",\"y\",\"z\"]} | too_long    | [body, a]",
            })
    void namesWhatIsWrongWithAListOfTexts(String body, String type, String location) {
        assertThat(errors(body, fields -> fields.texts("a", 0, 2, 9)))
                .singleElement()
                .satisfies(error -> {
                    assertThat(error.type()).isEqualTo(type);
                    assertThat(error.location()).hasToString(location);
                });
    }

    @Test
    void trimsBeforeItMeasures() {
        assertThat(errors(
                        "{\"a\":\"  abc  \"}",
                        fields -> assertThat(fields.trimmed("a", 3)).isEqualTo("abc")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "true,true",
        "1,true",
        "'\"yes\"',true",
        "'\"ON\"',true",
        "1.0,true",
        "false,false",
        "0,false",
        "'\"off\"',false",
        "null,false"
    })
    void readsFlagsLeniently(String value, boolean expected) {
        assertThat(errors(
                        "{\"a\":" + value + "}",
                        fields -> assertThat(fields.flag("a")).isEqualTo(expected)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"2,bool_parsing", "'\"maybe\"',bool_parsing", "[],bool_type", "{},bool_type"})
    void refusesWhatIsNoFlag(String value, String type) {
        assertThat(errors("{\"a\":" + value + "}", fields -> fields.flag("a")))
                .singleElement()
                .extracting(BodyError::type)
                .isEqualTo(type);
    }

    @ParameterizedTest
    @CsvSource({"12,12", "'\"12\"',12", "12.0,12", "-1,-1", "null,7"})
    void readsWholeNumbersLeniently(String value, int expected) {
        assertThat(errors(
                        "{\"a\":" + value + "}",
                        fields -> assertThat(fields.wholeOr("a", 7)).isEqualTo(expected)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "1.5,int_from_float",
        "'\"x\"',int_parsing",
        "true,int_type",
        "[],int_type",
        "1e99,int_from_float",
        "99999999999999999999,int_from_float"
    })
    void refusesWhatIsNoWholeNumber(String value, String type) {
        assertThat(errors("{\"a\":" + value + "}", fields -> fields.wholeOr("a", 7)))
                .singleElement()
                .extracting(BodyError::type)
                .isEqualTo(type);
    }

    @Test
    void findsErrorsInsideListsAndObjects() {
        List<BodyError> found = errors("{\"list\":[{\"x\":\"ok\"},{\"x\":1},3],\"object\":{\"y\":1}}", fields -> {
            fields.list("list", 10, item -> item.text("x", 9));
            fields.object("object").text("y", 9);
        });

        assertThat(found)
                .extracting(BodyError::location)
                .containsExactly(
                        List.of("body", "list", 1, "x"), List.of("body", "list", 2), List.of("body", "object", "y"));
    }

    @Test
    void boundsLists() {
        assertThat(errors("{\"a\":[1,2,3]}", fields -> fields.list("a", 2, item -> item)))
                .singleElement()
                .extracting(BodyError::message)
                .isEqualTo("List should have at most 2 items after validation, not 3");
        assertThat(errors("{\"a\":[]}", fields -> fields.list("a", 1, 2, item -> item)))
                .singleElement()
                .extracting(BodyError::message)
                .isEqualTo("List should have at least 1 item after validation, not 0");
        assertThat(errors("{\"a\":null}", fields -> fields.list("a", 2, item -> item)))
                .singleElement()
                .extracting(BodyError::type)
                .isEqualTo("list_type");
    }

    @Test
    void listsAtMostAHundredErrors() {
        var body = new StringBuilder("{\"a\":[1");
        for (int i = 0; i < 5000; i++) {
            body.append(",1");
        }

        assertThat(errors(body.append("]}").toString(), fields -> fields.list("a", 10_000, item -> item.text("x", 1))))
                .hasSize(100);
    }

    @Test
    void writesErrorsInAllThreeForms() {
        List<BodyError> found = errors("{\"stream\":false,\"n\":\"it's\"}", fields -> {
            fields.object("inputs");
            fields.text("n", 1);
        });

        assertThat(ValidationAnswer.of(found, Form.PLAIN)).isEqualTo(java.util.Map.of("detail", "Validation error"));
        assertThat(ValidationAnswer.of(found, Form.TEXT).get("detail"))
                .isEqualTo(
                        "[{'type': 'missing', 'loc': ('body', 'inputs'), 'msg': 'Field required', 'input': {'stream': False,"
                                + " 'n': \"it's\"}}, {'type': 'string_too_long', 'loc': ('body', 'n'), 'msg': 'String should have at"
                                + " most 1 character', 'input': \"it's\", 'ctx': {'max_length': 1}}]");
        assertThat(json(Json.writeText(ValidationAnswer.of(found, Form.LIST)))).isEqualTo(json("""
                        {"detail": [
                          {"type": "missing", "loc": ["body", "inputs"], "msg": "Field required", "input": {"stream": false, "n": "it's"}},
                          {"type": "string_too_long", "loc": ["body", "n"], "msg": "String should have at most 1 character",
                           "input": "it's", "ctx": {"max_length": 1}}]}
                        """));
    }

    @Test
    void refusesABodyThatIsNoObject() {
        assertThatThrownBy(() -> Fields.of(json("[1]")).check()).isInstanceOf(InvalidBody.class);
    }
}
