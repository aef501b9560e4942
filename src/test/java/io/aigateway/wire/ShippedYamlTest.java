package io.aigateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShippedYamlTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "models.yaml",
                "code-suggestions.yaml",
                "unit-primitives.yaml",
                "limits.yaml",
                "blueprint.yaml",
                "chat.yaml",
                "schemas/renames.yaml"
            })
    void saysTheSameAsTheFile(String name) throws IOException {
        String text = Files.readString(Path.of("conf", name));

        byte[] prepared = ShippedYaml.prepared(text, name);

        try (JsonParser content = ShippedYaml.contentOf(text, prepared)) {
            assertThat(content).isNotNull();
            assertThat((JsonNode) new ObjectMapper().readTree(content))
                    .isEqualTo(Yaml.read(text, name, JsonNode.class));
        }
    }

    @Test
    void keepsNumbersTextsAndReferences() throws IOException {
        String text = "a: &a {n: 1, big: 12345678901, f: 1.50, t: '1', d: 2026-03-01, y: yes, none: }\nb: *a\n";

        try (JsonParser content = ShippedYaml.contentOf(text, ShippedYaml.prepared(text, "x.yaml"))) {
            JsonNode read = new ObjectMapper().readTree(content);
            assertThat(read.get("b")).isEqualTo(read.get("a"));
            assertThat(read.get("a"))
                    .hasToString(
                            "{\"n\":1,\"big\":12345678901,\"f\":1.5,\"t\":\"1\",\"d\":\"2026-03-01\",\"y\":true,\"none\":null}");
        }
    }

    @Test
    void servesForNoOtherText() throws IOException {
        byte[] prepared = ShippedYaml.prepared("a: 1\n", "x.yaml");

        assertThat(ShippedYaml.contentOf("a: 2\n", prepared)).isNull();
        assertThat(ShippedYaml.contentOf("a: 1", prepared)).isNull();
    }

    @Test
    void isWrittenBesideEachFile() throws IOException {
        Files.writeString(folder.resolve("x.yaml"), "a: 1\n");
        Files.writeString(folder.resolve("y.txt"), "a: 1\n");

        ShippedYaml.main(new String[] {folder.toString()});

        assertThat(folder.resolve("x.yaml.json")).hasContent("{\"of\":\"a: 1\\n\",\"is\":{\"a\":1}}");
        assertThat(folder.resolve("y.txt.json")).doesNotExist();
    }
}
