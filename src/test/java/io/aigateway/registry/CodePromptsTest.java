package io.aigateway.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.aigateway.model.api.ChatMessage;
import io.aigateway.model.api.ChatMessage.Role;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The product's prompts that belong to features: code suggestions and the chat's agent. */
class CodePromptsTest {
    private static final int PLENTY = 100_000;
    private static final String GENERATIONS = "code_suggestions/generations";

    private static Prompts prompts;
    private static PromptRenderer renderer;

    @BeforeAll
    static void read() throws IOException {
        prompts = Prompts.read(PromptFiles.inFolder(Path.of("conf/prompts")));
        renderer = new PromptRenderer(prompts, Clock.systemUTC());
    }

    static List<PromptDefinition> generations() throws IOException {
        read();
        return prompts.all(GENERATIONS);
    }

    private static Map<String, Object> generationInputs() {
        var inputs = new HashMap<String, Object>();
        inputs.put("file_name", "lib/slug.rb");
        inputs.put("language", "ruby");
        inputs.put("prefix", "# turn a title into a slug\n");
        inputs.put("instruction", "```ruby\n# turn a title into a slug\n```");
        inputs.put("user_instruction", "Write the method");
        inputs.put("trimmed_content_above_cursor", "# turn a title into a slug\n");
        inputs.put("trimmed_content_below_cursor", "end of file");
        inputs.put("libraries", List.of("activesupport", "rails"));
        inputs.put("related_files", List.of("<file>one</file>", "<file>two</file>"));
        inputs.put("related_snippets", List.of());
        inputs.put("examples_array", List.of(Map.of("example", "# add", "response", "def add; end")));
        return inputs;
    }

    private static String user(List<ChatMessage> messages) {
        return messages.stream()
                .filter(message -> message.role() == Role.USER)
                .findFirst()
                .orElseThrow()
                .content();
    }

    @ParameterizedTest
    @MethodSource("generations")
    void tellsTheModelWhatToWrite(PromptDefinition definition) {
        List<ChatMessage> messages =
                renderer.render(definition, generationInputs(), PLENTY).messages();

        assertThat(definition.unitPrimitive()).isEqualTo("generate_code");
        assertThat(messages.get(0).role()).isEqualTo(Role.SYSTEM);
        assertThat(messages.get(0).content()).contains("<new_code>");
        assertThat(user(messages)).isEqualTo("""
                <examples>
                <example>
                Before the cursor:
                # add
                Your answer:
                <new_code>def add; end</new_code>
                </example>
                </examples>

                File: lib/slug.rb
                Language: ruby

                Libraries of the project:
                activesupport, rails

                Related files:
                <file>one</file>
                <file>two</file>

                Before the cursor:
                <before_cursor>
                # turn a title into a slug

                </before_cursor>

                After the cursor:
                <after_cursor>
                end of file
                </after_cursor>

                Instruction:
                Write the method""");
    }

    @Test
    void asksForTheObviousWhereNothingIsSaid() {
        Map<String, Object> inputs = generationInputs();
        inputs.put("user_instruction", "");
        inputs.put("libraries", List.of());
        inputs.put("related_files", List.of());
        inputs.put("examples_array", List.of());
        inputs.put("trimmed_content_below_cursor", "");
        inputs.put("language", "");

        String user = user(renderer.render(prompts.find(GENERATIONS, List.of(), "1.0.0"), inputs, PLENTY)
                .messages());

        assertThat(user).isEqualTo("""
                File: lib/slug.rb

                Before the cursor:
                <before_cursor>
                # turn a title into a slug

                </before_cursor>

                Instruction:
                Write the code that belongs at the cursor.""");
    }

    @ParameterizedTest
    @ValueSource(strings = {"base", "gpt", "llama3", "mistral"})
    void showsTheModelBothSidesOfTheCursor(String family) {
        PromptDefinition definition = prompts.find("code_suggestions/completions", List.of(family), "^1.0.0");

        List<ChatMessage> messages = renderer.render(
                        definition,
                        Map.of("file_name", "a.py", "language", "python", "prefix", "def f(", "suffix", "):\n"),
                        PLENTY)
                .messages();

        assertThat(definition.family()).isEqualTo(family);
        assertThat(definition.unitPrimitive()).isEqualTo("complete_code");
        assertThat(user(messages))
                .isEqualTo("File: a.py\nLanguage: python\n<before_cursor>\ndef f(</before_cursor>\n"
                        + "<after_cursor>):\n\n</after_cursor>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0.0", "1.0.1", "1.1.0"})
    void tellsTheAgentItsToolsAndItsForm(String version) {
        PromptDefinition definition = prompts.find("chat/react", List.of(), version);
        var inputs = new HashMap<String, Object>();
        inputs.put("tools", List.of(Map.of("name", "issue_reader", "description", "Reads an issue.", "example", "E")));
        inputs.put("unavailable_resources", List.of("Pipelines", "Vulnerabilities"));
        inputs.put("question", "Why?");
        inputs.put("page", Map.of("type", "issue", "title", "T", "content", ""));
        inputs.put("current_file", null);
        inputs.put("attachments", List.of());
        inputs.put("current_date", "March 05, 2026");

        List<ChatMessage> messages = renderer.render(definition, inputs, PLENTY).messages();

        assertThat(definition.unitPrimitive()).isEqualTo("duo_classic_chat");
        assertThat(messages).hasSize(3);
        assertThat(messages.get(0).content()).contains("Thought:", "Action Input:", "Final Answer:");
        assertThat(messages.get(0).cache()).isTrue();
        assertThat(messages.get(1).content())
                .startsWith("Today is March 05, 2026.\n\nYou can use these tools")
                .contains("Name: issue_reader\nReads an issue.", "Pipelines, Vulnerabilities");
        assertThat(messages.get(2).content())
                .isEqualTo("<current_page>\nThe user looks at a page of GitLab: issue \"T\". \"This issue\" means it.\n"
                        + "</current_page>\nWhy?");
    }

    @Test
    void tellsTheAgentThatItHasNoTools() {
        var inputs = new HashMap<String, Object>();
        inputs.put("tools", List.of());
        inputs.put("unavailable_resources", List.of());
        inputs.put("question", "Why?");
        inputs.put("page", null);
        inputs.put("current_file", null);
        inputs.put("attachments", List.of());

        List<ChatMessage> messages = renderer.render(prompts.find("chat/react", List.of(), "^1.0.0"), inputs, PLENTY)
                .messages();

        assertThat(messages.get(1).content()).contains("No tool is available").doesNotContain("cannot look up");
        assertThat(messages.get(2).content()).isEqualTo("Why?");
    }
}
