package io.aigateway.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.aigateway.model.Model;
import io.aigateway.model.api.ModelAsked.Origin;
import io.aigateway.model.api.ModelChoice;
import io.aigateway.registry.ProductPrompts.Row;
import io.aigateway.registry.PromptDefinition.Role;
import io.aigateway.registry.PromptModels.Choice;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The prompts of the product: which there are, for whom, by which model, within which time. Contract section 3.7. */
class ProductPromptsTest {
    private static final Set<String> LOGS = Set.of("logs", "selected_text", "suggestions");

    @ParameterizedTest
    @MethodSource("io.aigateway.registry.ProductPrompts#table")
    void areThereInEveryVersionOfTheContract(Row row) {
        for (String version : row.versions()) {
            PromptDefinition definition = ProductPrompts.base(row.id(), version);

            assertThat(definition.version()).isEqualTo(version);
            assertThat(definition.family()).isEqualTo(Prompts.BASE);
            assertThat(definition.unitPrimitive()).isEqualTo(row.unitPrimitive());
            assertThat(definition.variables()).isEqualTo(row.inputs());
        }
    }

    @Test
    void areNoOthersThanThoseOfTheContract() {
        var known = new TreeSet<>(ProductPrompts.PARTS_OF_FEATURES.keySet());
        ProductPrompts.ids().forEach(known::add);
        Map<String, Set<String>> versions = ProductPrompts.table()
                .collect(Collectors.groupingBy(
                        Row::id, Collectors.flatMapping(row -> row.versions().stream(), Collectors.toSet())));

        assertThat(known).containsAll(ProductPrompts.PROMPTS.ids());
        assertThat(ProductPrompts.definitions())
                .allSatisfy(found -> assertThat(versions.get(found.id())).contains(found.version()));
    }

    @Test
    void needNoOtherUnitPrimitivesThanThoseOfTheContract() {
        var known = new HashSet<>(ProductPrompts.PARTS_OF_FEATURES.values());
        ProductPrompts.table().map(Row::unitPrimitive).forEach(known::add);

        for (String id : ProductPrompts.PROMPTS.ids()) {
            assertThat(ProductPrompts.PROMPTS.all(id))
                    .extracting(PromptDefinition::unitPrimitive)
                    .isSubsetOf(known);
        }
    }

    /** The family is chosen before the version: a family that lacked one would refuse clients that base serves. */
    @ParameterizedTest
    @MethodSource("io.aigateway.registry.ProductPrompts#ids")
    void areThereInAllVersionsForEveryFamily(String id) {
        Map<String, List<PromptDefinition>> byFamily =
                ProductPrompts.PROMPTS.all(id).stream().collect(Collectors.groupingBy(PromptDefinition::family));

        assertThat(byFamily).containsKey(Prompts.BASE);
        byFamily.forEach((family, definitions) -> {
            for (PromptDefinition definition : definitions) {
                PromptDefinition base = ProductPrompts.base(id, definition.version());
                assertThat(definition.unitPrimitive()).as(definition.toString()).isEqualTo(base.unitPrimitive());
                assertThat(definition.variables()).as(definition.toString()).isEqualTo(base.variables());
            }
            assertThat(definitions).as(family).hasSameSizeAs(byFamily.get(Prompts.BASE));
        });
    }

    /** Client vectors, sections 7.5 and 7.6: what releases of GitLab ask for. */
    @ParameterizedTest
    @CsvSource({
        "generate_commit_message,     1.0.0,  1.0.0",
        "generate_commit_message,     1.2.0,  1.2.0",
        "generate_commit_message,     ^1.0.0, 1.2.0",
        "generate_description,        ^1.0.0, 1.0.0",
        "resolve_vulnerability,       1.0.1,  1.0.1",
        "review_merge_request,        0.9.0,  0.9.0",
        "review_merge_request,        1.0.0,  1.0.0",
        "review_merge_request,        1.1.0,  1.1.0",
        "review_merge_request,        1.2.0,  1.2.0",
        "review_merge_request,        1.3.0,  1.3.0",
        "review_merge_request,        ^1.0.0, 1.3.0",
        "summarize_review,            1.0.0,  1.0.0",
        "summarize_review,            2.1.0,  2.1.0",
        "summarize_review,            ^2.0.0, 2.1.0",
        "summarize_review,            ^3.0.0, 3.0.0",
        "summarize_new_merge_request, ^1.0.0, 1.0.0",
        "summarize_new_merge_request, 2.0.0,  2.0.0",
        "summarize_new_merge_request, ^2.0.0, 2.1.0",
        "glab_ask_git_command,        1.0.0,  1.0.0",
        "chat/explain_vulnerability,  1.0.1,  1.0.1",
        "chat/commit_reader,          ^1.0.0, 1.1.0",
        "chat/issue_reader,           ^1.0.0, 1.1.0",
        "chat/refactor_code,          ^1.0.0, 1.3.0",
        "model_configuration/check,   '',     1.0.0"
    })
    void areFoundByTheVersionsThatClientsAskFor(String id, String constraint, String version) {
        assertThat(choose(id, constraint).definition().version()).isEqualTo(version);
    }

    private static Choice choose(String id, String constraint) {
        return ProductPrompts.MODELS.choose(id, constraint, ModelChoice.NONE, Set.of());
    }

    @ParameterizedTest
    @MethodSource("io.aigateway.registry.ProductPrompts#table")
    void haveAModelWhenTheClientNamesNone(Row row) {
        for (String version : row.versions()) {
            Model model = choose(row.id(), version).model();

            assertThat(model.isSelfHosted()).isFalse();
            assertThat(model).isEqualTo(ProductPrompts.CATALOGUE.defaultOf(PromptModels.featureOf(row.id())));
        }
    }

    /** Contract, appendix B. */
    @ParameterizedTest
    @CsvSource({
        "chat/explain_code,           claude_sonnet_4_6_vertex",
        "categorize_question,         claude_sonnet_4_6_vertex",
        "generate_session_title,      claude_sonnet_4_6_vertex",
        "review_merge_request,        claude_sonnet_4_5_20250929_vertex",
        "model_configuration/check,   claude_sonnet_4_5_20250929_vertex",
        "glab_ask_git_command,        claude_haiku_4_5_20251001",
        "measure_comment_temperature, gemini_2_5_flash_vertex",
        "feature_discovery_search,    gemini_2_5_flash_vertex"
    })
    void goToTheDefaultModelOfTheirFeature(String id, String model) {
        assertThat(choose(id, "*").model().identifier()).isEqualTo(model);
    }

    /** Clients wait 60 seconds where the table of client vectors does not say otherwise. */
    @ParameterizedTest
    @CsvSource({
        "review_merge_request,                100000, 119999",
        "feature_discovery_search,              2000,   2999",
        "model_configuration/check,             5000,  14999",
        "classify_code_review_mention_intent,   5000,  60000",
        "generate_session_title,                5000,  60000",
        "generate_commit_message,              60000,  60000",
        "resolve_vulnerability,                60000,  60000",
        "chat/write_tests,                     30000,  30000",
        "chat/documentation_search,            30000,  30000"
    })
    void endBeforeTheirClientGivesUp(String id, long atLeast, long atMost) {
        assertThat(timeoutMillis(ProductPrompts.MODELS, id)).isBetween(atLeast, atMost);
    }

    /** An administrator whose own model is slow raises these two; a prompt that named a time itself would stand in the way. */
    @Test
    void leaveTheirTimeToTheSettingsWhereTheClientDoes() {
        PromptModels models = ProductPrompts.models(
                "AIGW_DUO_CHAT__MODEL_REQUEST_TIMEOUT", "90",
                "AIGW_MODEL_SELECTION__PROMPT_PARAMS", "{\"claude_sonnet_4_6_vertex\": {\"timeout\": 300}}");

        assertThat(timeoutMillis(models, "chat/agent")).isEqualTo(300_000);
        assertThat(timeoutMillis(models, "generate_description")).isEqualTo(300_000);
        assertThat(timeoutMillis(ProductPrompts.models("AIGW_DUO_CHAT__MODEL_REQUEST_TIMEOUT", "90"), "chat/fix_code"))
                .isEqualTo(90_000);
    }

    private static long timeoutMillis(PromptModels models, String id) {
        Choice choice = models.choose(id, "*", ModelChoice.NONE, Set.of());
        return models.question(choice, new RenderedPrompt(List.of(), 0), true, Origin.PROMPT)
                .parameters()
                .timeoutMillis();
    }

    /** Newer Claude models refuse to go on with an answer that somebody else began. */
    @ParameterizedTest
    @MethodSource("io.aigateway.registry.ProductPrompts#definitions")
    void neverBeginTheAnswer(PromptDefinition definition) {
        assertThat(definition.messages()).noneMatch(part -> part.role() == Role.ASSISTANT);
    }

    @ParameterizedTest
    @MethodSource("io.aigateway.registry.ProductPrompts#definitions")
    void sayHowTheModelShallAnswer(PromptDefinition definition) {
        assertThat(definition.settings().temperature()).isBetween(0.0, 0.5);
        assertThat(definition.settings().maxTokens()).isBetween(128, 8192);
        assertThat(definition.name()).isNotBlank();
    }

    /** What matters in a log, and in the notes of an agent, stands at the end. */
    @ParameterizedTest
    @CsvSource({
        "chat/troubleshoot_job,  selected_text",
        "summarize_duo_workflow, logs",
        "chat/issue_reader,      suggestions",
        "chat/build_reader,      suggestions",
        "generate_commit_message, ''",
        "chat/explain_code,      ''"
    })
    void keepTheEndOfWhatEndsWithTheReason(String id, String input) {
        assertThat(ProductPrompts.PROMPTS.all(id))
                .allSatisfy(definition ->
                        assertThat(String.join(" ", definition.keptEnds())).isEqualTo(input));
        assertThat(input.isEmpty() || LOGS.contains(input)).isTrue();
    }
}
