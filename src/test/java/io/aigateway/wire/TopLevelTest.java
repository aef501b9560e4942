package io.aigateway.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aigateway.wire.TopLevel.Member;
import io.aigateway.wire.TopLevel.Member.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopLevelTest {
    private static List<Member> models(String json) throws IOException {
        return TopLevel.members(json.getBytes(StandardCharsets.UTF_8), "model");
    }

    @Test
    void findsAMemberWhereverItStands() throws IOException {
        assertThat(models("{\"a\":{\"model\":\"no\"},\"b\":[{\"model\":1}],\"model\":\"y\\u0065s\",\"c\":null}"))
                .containsExactly(new Member("model", Kind.TEXT, "yes"));
    }

    @Test
    void findsEverySpellingOfTheName() throws IOException {
        assertThat(models("{\"model\":null,\"Model\":7,\"mod\\u0065l\":{\"x\":[1]}}"))
                .containsExactly(
                        new Member("model", Kind.NULL, ""),
                        new Member("Model", Kind.OTHER, ""),
                        new Member("model", Kind.OTHER, ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "[{\"model\":\"x\"}]", "\"model\"", "1", "null", " true ", "{\"a\":1}"})
    void findsNothingInOtherDocuments(String json) throws IOException {
        assertThat(models(json)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "{\"model\":\"x\"",
                "{\"model\":\"x\"}}",
                "{\"model\":\"x\"} {}",
                "{\"model\":\"x\"}\u0000",
                "{'model':'x'}",
                "{model:1}",
                "{\"model\":\"x\",}",
                "{\"model\":\"x\"} // no",
                "{\"model\":\"a\nb\"}",
                "{\"model\":NaN}",
                "{\"model\":01}",
                "[1,]",
                "nul",
                "\"x",
                "\ufeff{\"model\":\"x\"}",
            })
    void refusesWhatIsNoDocument(String text) {
        assertThatThrownBy(() -> models(text)).isInstanceOf(IOException.class);
    }

    @Test
    void readsNothingButUtf8() {
        String json = "{\"model\":\"x\"}";

        assertThatThrownBy(() -> TopLevel.members(json.getBytes(StandardCharsets.UTF_16), "model"))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> TopLevel.members(json.getBytes(StandardCharsets.UTF_16LE), "model"))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> TopLevel.members("{\"a\":\"\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1), "model"))
                .isInstanceOf(IOException.class);
    }

    @Test
    void isBoundedInDepthAndNotInWidth() throws IOException {
        int deepest = TopLevel.MAX_DEPTH - 1;

        assertThat(models("{\"a\":" + "[".repeat(deepest) + "]".repeat(deepest) + ",\"model\":\"x\"}"))
                .hasSize(1);
        assertThatThrownBy(() -> models("{\"a\":" + "[".repeat(deepest + 1) + "]".repeat(deepest + 1) + "}"))
                .isInstanceOf(IOException.class);
        assertThat(models("{\"a\":[" + "1,".repeat(1_000_000) + "1],\"model\":\"x\"}"))
                .hasSize(1);
    }
}
