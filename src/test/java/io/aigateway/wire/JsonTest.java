package io.aigateway.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    /** Something to read. */
    record Named(String name, int count) {}

    private static JsonNode read(String text) throws IOException {
        return Json.read(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void readsADocument() throws IOException {
        assertThat(read("{\"a\": [1, \"wörld\"]}").path("a").path(1).asText()).isEqualTo("wörld");
    }

    @Test
    void readsNothingAsMissing() throws IOException {
        assertThat(read("").isMissingNode()).isTrue();
        assertThat(read("null").isNull()).isTrue();
    }

    @Test
    void readsARecordAndPassesOverWhatItDoesNotKnow() throws IOException {
        byte[] bytes = "{\"name\": \"x\", \"other\": {}, \"count\": 2}".getBytes(StandardCharsets.UTF_8);

        assertThat(Json.read(bytes, Named.class)).isEqualTo(new Named("x", 2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"name\": \"x\", \"count\": \"2\"}", "{\"name\": \"x\", \"count\": true}", "[]"})
    void doesNotGuessTypes(String text) {
        assertThatThrownBy(() -> Json.read(text.getBytes(StandardCharsets.UTF_8), Named.class))
                .isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{\"a\": }", "[1, 2", "tru", "{} {}", "{\"a\": NaN}", "<html>", "'a'", "\u0000"})
    void refusesWhatIsNotJson(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(IOException.class);
    }

    @Test
    void refusesBytesThatAreNotUtf8() {
        assertThatThrownBy(() -> Json.read(new byte[] {'"', (byte) 0xC3, (byte) 0x28, '"'}))
                .isInstanceOf(IOException.class);
    }

    @Test
    void refusesADocumentThatIsTooDeep() throws IOException {
        assertThat(read("[".repeat(Json.MAX_DEPTH) + "]".repeat(Json.MAX_DEPTH)))
                .hasSize(1);
        assertThatThrownBy(() -> read("[".repeat(Json.MAX_DEPTH + 1) + "]".repeat(Json.MAX_DEPTH + 1)))
                .isInstanceOf(IOException.class);
    }

    @Test
    void refusesADocumentThatIsTooWide() {
        assertThatThrownBy(() -> read("[" + "1,".repeat(Json.MAX_TOKENS) + "1]"))
                .isInstanceOf(IOException.class);
    }

    @Test
    void readsALongText() throws IOException {
        String text = "x".repeat(30_000_000);

        assertThat(read("\"" + text + "\"").asText()).hasSize(text.length());
    }

    @Test
    void writesRecordsMapsAndTexts() {
        var value = Map.of("list", List.of(new Named("quote \" and é", 1)));

        assertThat(Json.writeText(value)).isEqualTo("{\"list\":[{\"name\":\"quote \\\" and é\",\"count\":1}]}");
        assertThat(Json.write(value)).isEqualTo(Json.writeText(value).getBytes(StandardCharsets.UTF_8));
    }
}
