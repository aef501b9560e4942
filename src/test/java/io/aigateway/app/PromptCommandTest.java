package io.aigateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PromptCommandTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @TempDir
    private Path folder;

    private int run(String... arguments) {
        return Commands.run(List.of(arguments), new PrintStream(bytes, true, StandardCharsets.UTF_8));
    }

    private String output() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private Path own(String text) throws IOException {
        Path file = folder.resolve("own/greet/base/1.0.0.yml");
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return folder.resolve("own");
    }

    @Test
    void listsPromptsAndTheirInputs() {
        assertThat(run("prompt", "list")).isZero();
        assertThat(output()).contains("generate_commit_message/base/1.2.0  generate_commit_message  [diff]");
    }

    @Test
    void showsWhatAModelWouldRead() throws IOException {
        Path inputs = folder.resolve("inputs.json");
        Files.writeString(inputs, "{\"diff\": \"-foo\\n+bar\"}");

        assertThat(run("prompt", "render", "generate_commit_message", "--inputs", inputs.toString()))
                .isZero();
        assertThat(output()).contains("--- system\n", "--- user\n", "-foo\n+bar");
    }

    @Test
    void triesAPromptOfAnInstallation() throws IOException {
        Path own = own("name: Greeting\nunit_primitive: duo_chat\nprompt_template:\n  user: Say hello.\n");

        assertThat(run("prompt", "render", "greet", "--folder", own.toString())).isZero();
        assertThat(output()).contains("--- user\nSay hello.");
    }

    @Test
    void tellsWhatIsWrongWithAPrompt() throws IOException {
        Path own = own("name: Greeting\nprompt_template:\n  user: \"{{ broken\"\n");

        assertThat(run("prompt", "check", "--folder", own.toString())).isEqualTo(1);
        assertThat(output())
                .contains("greet/base/1.0.0.yml:1: unit_primitive is missing")
                .contains("greet/base/1.0.0.yml:3: ");
    }

    @Test
    void findsNothingWrongWithTheProducts() {
        assertThat(run("prompt", "check")).isZero();
        assertThat(output()).contains("nothing wrong");
    }

    @Test
    void tellsWhatIsMissing() {
        assertThat(run("prompt", "render", "generate_commit_message")).isEqualTo(1);
        assertThat(output()).contains("missing variables {'diff'}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "prompt",
                "prompt dance",
                "prompt render",
                "prompt render a b",
                "prompt list --what x",
                "prompt list --folder",
                "prompt list --folder /no/such/folder",
                "prompt render generate_commit_message --inputs /no/such/file"
            })
    void saysHowItIsUsed(String line) {
        int status = run(line.split(" ", -1));

        assertThat(status).isPositive();
        assertThat(output()).isNotBlank();
    }
}
