package io.aigateway.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.aigateway.model.Model;
import io.aigateway.model.api.ChatMessage;
import io.aigateway.registry.PromptModels.Choice;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The product's prompts and the room that models have for them. */
class ProductPromptSizesTest {
    /** Families of self-hosted models; all others read at least as much as the largest of these. */
    private static final List<String> SELF_HOSTED = List.of(
            "mistral",
            "mixtral",
            "codestral",
            "llama3",
            "codellama",
            "gpt",
            "codegemma",
            "deepseekcoder",
            "claude_3",
            "gemini",
            "qwen",
            "general");

    /** About 250 lines of code: with less a prompt would be of no use to a model. */
    private static final int WORTHWHILE = 2400;

    /** Members and inputs that are short by their nature. */
    private static final Set<String> SHORT = Set.of("id", "role", "content_id", "filename", "title", "source_url");

    private static final String FILLER = "\nand so on, line after line".repeat(700);

    /** Tags that stand in the inputs themselves. */
    private static final Set<String> OF_CLIENTS =
            Set.of("file", "file_diff", "full_file", "original_files", "custom_instructions", "report_identifiers");

    private static final Pattern CLOSING = Pattern.compile("(?m)^</(\\w+)>$");

    static Stream<Choice> smallest() {
        PromptModels models = ProductPrompts.MODELS;
        Model codegemma = ProductPrompts.CATALOGUE.find("codegemma");
        return ProductPrompts.table()
                .flatMap(row -> row.versions().stream().map(version -> models.choose(row.id(), version, codegemma)));
    }

    @ParameterizedTest
    @MethodSource("io.aigateway.registry.ProductPrompts#table")
    void leaveEveryModelRoomForTheMaterial(ProductPrompts.Row row) {
        PromptModels models = ProductPrompts.MODELS;
        for (String name : SELF_HOSTED) {
            Model model = ProductPrompts.CATALOGUE.find(name);
            assertThat(model).as(name).isNotNull();
            for (String version : row.versions()) {
                Choice choice = models.choose(row.id(), version, model);

                int own = TokenSizes.of(ProductPrompts.render(choice.definition(), nothing(choice.definition())));

                assertThat(models.readableTokens(choice) - own)
                        .as(name + " " + choice.definition())
                        .isGreaterThan(WORTHWHILE);
            }
        }
    }

    private static Map<String, Object> nothing(PromptDefinition definition) {
        var inputs = new HashMap<String, Object>();
        definition.variables().forEach(name -> inputs.put(name, null));
        return inputs;
    }

    /** What is cut are the inputs, never the rules, the fences or the task. */
    @ParameterizedTest
    @MethodSource("smallest")
    void fitTheSmallestModelHoweverMuchTheyAreGiven(Choice choice) {
        PromptDefinition definition = choice.definition();
        Map<String, Object> inputs = ProductPrompts.inputs(definition.id());
        int readable = ProductPrompts.MODELS.readableTokens(choice);

        List<ChatMessage> usual = ProductPrompts.render(definition, inputs);
        List<ChatMessage> cut = ProductPrompts.renderWithin(definition, enlarged(inputs), readable)
                .messages();

        assertThat(TokenSizes.of(cut)).isLessThanOrEqualTo(readable);
        assertThat(cut.get(0)).isEqualTo(usual.get(0));
        if (!definition.id().equals("chat/agent")) {
            String user = cut.get(cut.size() - 1).content();
            assertThat(user).endsWith(lastLine(usual.get(usual.size() - 1).content()));
            Matcher fence = CLOSING.matcher(usual.get(usual.size() - 1).content());
            while (fence.find()) {
                if (!OF_CLIENTS.contains(fence.group(1))) {
                    assertThat(user).contains(fence.group());
                }
            }
        }
    }

    private static String lastLine(String text) {
        String[] lines = text.stripTrailing().split("\n", -1);
        return lines[lines.length - 1] + (text.endsWith("\n") ? "\n" : "");
    }

    private static Map<String, Object> enlarged(Map<String, Object> inputs) {
        var larger = new TreeMap<String, Object>();
        inputs.forEach((name, value) -> larger.put(name, enlarged(name, value)));
        return larger;
    }

    private static Object enlarged(String name, Object value) {
        if (value instanceof String text && !SHORT.contains(name)) {
            return text + FILLER;
        } else if (value instanceof List<?> items) {
            var larger = new ArrayList<Object>();
            items.forEach(item -> larger.add(enlarged(name, item)));
            return larger;
        } else if (value instanceof Map<?, ?> members) {
            var larger = new HashMap<String, Object>();
            members.forEach((key, member) -> larger.put((String) key, enlarged((String) key, member)));
            return larger;
        }
        return value;
    }

    /** The instructions stand first, so that a provider can keep them in its cache. */
    @Test
    void beginWithWhatNeverChanges() {
        assertThat(ProductPrompts.definitions()).allSatisfy(definition -> {
            List<ChatMessage> messages = ProductPrompts.render(definition, ProductPrompts.inputs(definition.id()));
            List<ChatMessage> others = ProductPrompts.render(definition, nothing(definition));
            assertThat(messages.get(0)).isEqualTo(others.get(0));
        });
    }
}
