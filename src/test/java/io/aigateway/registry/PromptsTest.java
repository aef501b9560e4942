package io.aigateway.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aigateway.kernel.Failure.Kind;
import io.aigateway.kernel.FailureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PromptsTest {
    private static final String DEFINITION = """
            name: Greeting %s
            unit_primitive: duo_chat
            prompt_template:
              system: You are polite.
              user: Greet {{ name }}.
            """;

    @TempDir
    private Path folder;

    private void file(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private void version(String path) throws IOException {
        file(path, DEFINITION.formatted(path));
    }

    private Prompts read() throws IOException {
        return Prompts.read(PromptFiles.inFolder(folder));
    }

    private static String found(Prompts prompts, String constraint, String... families) {
        return prompts.find("greet", List.of(families), constraint).version();
    }

    private static void assertFailure(
            Kind kind, String detail, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(FailureException.class, thrown -> {
            assertThat(thrown.failure().kind()).isEqualTo(kind);
            assertThat(thrown.failure().detail()).isEqualTo(detail);
        });
    }

    @Test
    void givesTheHighestVersionThatFits() throws IOException {
        version("greet/base/1.0.0.yml");
        version("greet/base/1.2.0.yml");
        version("greet/base/1.10.0.yml");
        version("greet/base/1.11.0-dev.yml");
        version("greet/base/2.0.0.yml");

        Prompts prompts = read();

        assertThat(found(prompts, "^1.0.0")).isEqualTo("1.10.0");
        assertThat(found(prompts, "1.2.0")).isEqualTo("1.2.0");
        assertThat(found(prompts, "1.11.0-dev")).isEqualTo("1.11.0-dev");
        assertThat(found(prompts, "*")).isEqualTo("2.0.0");
    }

    @Test
    void choosesTheFamilyBeforeTheVersion() throws IOException {
        version("greet/base/1.1.0.yml");
        version("greet/claude/1.0.0.yml");
        Prompts prompts = read();

        assertThat(prompts.find("greet", List.of("other", "claude"), "^1.0.0").family())
                .isEqualTo("claude");
        assertThat(prompts.find("greet", List.of("other"), "^1.0.0").family()).isEqualTo("base");
        assertFailure(
                Kind.UNRESOLVED,
                "No version matching '^1.1.0' (available: ['1.0.0'])",
                () -> prompts.find("greet", List.of("claude"), "^1.1.0"));
    }

    @Test
    void saysWhatThereIs() throws IOException {
        version("greet/base/1.0.0.yml");
        version("greet/base/2.0.0-dev.yml");
        version("special/claude/1.0.0.yml");
        Prompts prompts = read();

        assertFailure(Kind.NOT_FOUND, "Prompt 'what' not found", () -> prompts.find("what", List.of(), "^1.0.0"));
        assertFailure(
                Kind.UNRESOLVED,
                "No version matching '^2.0.0' (available: ['1.0.0', '2.0.0-dev'])",
                () -> prompts.find("greet", List.of(), "^2.0.0"));
        assertFailure(
                Kind.UNRESOLVED,
                "Version 'latest' is not a valid PEP 440 constraint and no exact match found (available: ['1.0.0',"
                        + " '2.0.0-dev'])",
                () -> prompts.find("greet", List.of(), "latest"));
        assertFailure(
                Kind.UNRESOLVED,
                "Failed to load prompt definition for 'special': no prompt for models of the families [gpt]",
                () -> prompts.find("special", List.of("gpt"), "^1.0.0"));
    }

    @Test
    void readsEverythingThatADefinitionCanSay() throws IOException {
        file("deep/er/greet/claude/1.0.0.yaml", """
                name: Greeting
                unit_primitive: duo_chat
                operation_type: standard
                keep_end_of: log
                model:
                  params:
                    model: claude-x
                    temperature: 0.5
                    top_p: 0.9
                    top_k: 5
                    max_tokens: 256
                    max_retries: 3
                    extra_headers: {anthropic-beta: some-beta}
                  provider_params:
                    openai: {verbosity: low, reasoning: {effort: high, summary: auto}}
                prompt_template:
                  system_static: Rules.
                  system_dynamic:
                    - One {{ date }}.
                    - Two.
                  placeholder: earlier
                  user: |
                    Explain {{ log }}
                  assistant: "Sure,"
                params:
                  timeout: 90
                  stop: [END, STOP]
                  vertex_location: global
                  cache_control_injection_points: [{location: message}]
                  context_management: {}
                """);

        PromptDefinition definition = read().find("deep/er/greet", List.of("claude"), "^1.0.0");

        assertThat(definition.variables()).containsExactly("date", "log");
        assertThat(definition.keptEnds()).containsExactly("log");
        assertThat(definition.messages())
                .extracting(part -> part.role().name())
                .containsExactly("SYSTEM_STATIC", "SYSTEM", "SYSTEM", "PLACEHOLDER", "USER", "ASSISTANT");
        assertThat(definition.settings())
                .isEqualTo(new PromptDefinition.Settings(
                        0.5,
                        0.9,
                        5,
                        256,
                        List.of("END", "STOP"),
                        90.0,
                        "claude-x",
                        java.util.Map.of("anthropic-beta", "some-beta"),
                        "global",
                        "high",
                        "low"));
    }

    @Test
    void laysFilesOfAnInstallationOverTheProducts(@TempDir Path theirs) throws IOException {
        version("greet/base/1.0.0.yml");
        file("shared/tone.jinja", "Be kind.");
        file("tone/base/1.0.0.yml", DEFINITION.replace("You are polite.", "\"{% include 'shared/tone.jinja' %}\""));
        Files.createDirectories(theirs.resolve("greet/base"));
        Files.createDirectories(theirs.resolve("shared"));
        Files.writeString(theirs.resolve("greet/base/1.0.0.yml"), DEFINITION.formatted("theirs"));
        Files.writeString(theirs.resolve("greet/base/1.1.0.yml"), DEFINITION.formatted("theirs 1.1"));
        Files.writeString(theirs.resolve("greet/base/.1.1.0.yml.swp"), "what an editor leaves");

        Prompts prompts = Prompts.read(PromptFiles.inFolder(folder).and(PromptFiles.inFolder(theirs)));

        assertThat(prompts.find("greet", List.of(), "1.0.0").name()).isEqualTo("Greeting theirs");
        assertThat(prompts.find("greet", List.of(), "^1.0.0").name()).isEqualTo("Greeting theirs 1.1");
        assertThat(prompts.ids()).containsExactly("greet", "tone");
    }

    @Test
    void tellsEverythingThatIsWrongWithFileAndLine() throws IOException {
        file("greet/base/1.0.0.yml", """
                name: Greeting
                unit_primitives: [duo_chat]
                model:
                  params:
                    temperature: hot
                    max_token: 5
                    extra_headers:
                      authorization: x
                prompt_template:
                  system: |
                    Line one.
                    {{ broken + }}
                  robot: x
                params:
                  stop: END
                  timeout: -1
                """);
        file("greet/base/next.yml", DEFINITION);
        file("1.0.0.yml", DEFINITION);
        file("empty/base/1.0.0.yml", "");
        file("broken/base/1.0.0.yml", "name: [1\nx: 2");
        file("twice/base/1.0.0.yml", DEFINITION + "name: Again\n");

        assertThatThrownBy(this::read)
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .contains("greet/base/1.0.0.yml:1: unit_primitive is missing (expected: a text)")
                .contains("greet/base/1.0.0.yml:2: unit_primitives is unknown (expected: name, unit_primitive, ")
                .contains("greet/base/1.0.0.yml:5: temperature (expected: a number from 0 to 2)")
                .contains("greet/base/1.0.0.yml:6: max_token is unknown")
                .contains("greet/base/1.0.0.yml:8: authorization (expected: one of the headers [anthropic-beta,")
                .contains("greet/base/1.0.0.yml:12: {{ broken + }} is no expression")
                .contains("greet/base/1.0.0.yml:13: robot (expected: one of the roles")
                .contains("greet/base/1.0.0.yml:16: timeout (expected: seconds, above 0)")
                .contains("greet/base/next.yml:1: no place for a prompt")
                .contains("1.0.0.yml:1: no place for a prompt")
                .contains("empty/base/1.0.0.yml:1: expected: a mapping")
                .contains("broken/base/1.0.0.yml:2: ")
                .contains("twice/base/1.0.0.yml:6: name stands here twice");
    }

    @Test
    void readsWhatIsKnownToBeGoodWhenItIsAskedFor() throws IOException {
        version("greet/base/1.0.0.yml");
        file("greet/base/1.1.0.yml", "no definition");
        PromptFiles files = PromptFiles.inFolder(folder);

        Prompts prompts = Prompts.read(files, Set.of("greet/base/1.0.0.yml", "greet/base/1.1.0.yml"));

        assertThat(prompts.find("greet", List.of(), "1.0.0"))
                .extracting(PromptDefinition::name, PromptDefinition::variables)
                .containsExactly("Greeting greet/base/1.0.0.yml", Set.of("name"));
        assertThatThrownBy(() -> prompts.find("greet", List.of(), "1.1.0"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("greet/base/1.1.0.yml");
    }

    @Test
    void readsAtStartWhatIsNotKnownToBeGood() throws IOException {
        version("greet/base/1.0.0.yml");
        file("greet/base/1.1.0.yml", "no definition");
        PromptFiles files = PromptFiles.inFolder(folder);

        assertThatThrownBy(() -> Prompts.read(files, Set.of("greet/base/1.0.0.yml")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("greet/base/1.1.0.yml");
    }
}
