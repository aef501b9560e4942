package io.aigateway.registry;

import io.aigateway.model.Catalogue;
import io.aigateway.model.Models;
import io.aigateway.model.api.ChatMessage;
import io.aigateway.settings.Environment;
import io.aigateway.settings.GatewaySettings;
import io.aigateway.wire.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The prompts in {@code conf/prompts}, what the contract says about them, and inputs such as Rails sends. */
final class ProductPrompts {
    /**
     * Contract section 3.7: prompt, versions, unit primitive, inputs that its templates read. Not here are the parts of features:
     * chat/react, code_suggestions and embeddings_code.
     */
    private static final String TABLE = """
            categorize_question      | 1.0.0 | duo_chat | previous_answer question
            chat/agent               | 1.0.0 1.0.1 | duo_chat | current_date history
            chat/build_reader        | 1.0.0 1.0.1 1.1.0 | ask_build | input suggestions
            chat/commit_reader       | 1.0.0 1.0.1 | duo_chat | input suggestions
            chat/commit_reader       | 1.1.0 | ask_commit | input suggestions
            chat/epic_reader         | 1.0.0 1.0.1 1.1.0 | ask_epic | input suggestions
            chat/issue_reader        | 1.0.0 1.0.1 1.1.0 | ask_issue | input suggestions
            chat/merge_request_reader | 1.0.0 1.0.1 1.1.0 | ask_merge_request | input suggestions
            chat/work_item_reader    | 1.0.0 | ask_work_item | input suggestions
            chat/documentation_search | 1.0.0 1.0.1 1.1.0 | documentation_search | content_id documents question
            chat/explain_code        | 1.0.0 1.0.1 1.1.0 | explain_code | file_content input language_info selected_text
            chat/explain_vulnerability | 1.0.0 1.0.1 | explain_vulnerability | identifiers language_info title vulnerability_description vulnerability_info
            chat/fix_code            | 1.0.0 1.0.1 1.1.0 1.2.0 | fix_code | file_content file_content_reuse input language_info libraries selected_text
            chat/refactor_code       | 1.0.0 1.0.1 1.1.0 1.2.0 1.3.0 | refactor_code | file_content file_content_reuse input language_info libraries selected_text
            chat/write_tests         | 1.0.0 1.0.1 1.1.0 1.2.0 | write_tests | file_content input language_info libraries selected_text
            chat/summarize_comments  | 1.0.0 1.1.0 | summarize_comments | notes_content
            chat/troubleshoot_job    | 1.0.0 1.0.2 1.1.0 | troubleshoot_job | language_info selected_text
            classify_code_review_mention_intent | 1.0.0 | duo_agent_platform | message
            feature_discovery_search | 1.0.0 | feature_discovery_search | catalog query
            generate_commit_message  | 1.0.0 1.1.0 1.2.0 | generate_commit_message | diff
            generate_description     | 1.0.0 | generate_issue_description | content template
            generate_session_title   | 1.0.0 | duo_agent_platform | context definition
            glab_ask_git_command     | 1.0.0 1.0.1 | glab_ask_git_command | prompt
            measure_comment_temperature | 1.0.0 1.0.1 1.0.2 | measure_comment_temperature | content
            model_configuration/check | 1.0.0 | complete_code |
            resolve_vulnerability    | 1.0.0 1.0.1 1.0.2 | resolve_vulnerability | filename identifiers name source_code vulnerability_description vulnerable_code
            review_merge_request     | 0.9.0 1.0.0 1.1.0 | review_merge_request | diff_lines full_content_section full_file_intro mr_description mr_title
            review_merge_request     | 1.2.0 | review_merge_request | current_date custom_instructions_section diff_lines full_content_section full_file_intro mr_description mr_title
            review_merge_request     | 1.3.0 | review_merge_request | current_date custom_instructions_section diff_lines full_content_section mr_description mr_title
            summarize_duo_workflow   | 1.0.0 | duo_agent_platform | logs
            summarize_new_merge_request | 1.0.0 2.0.0 2.0.1 2.0.2 2.1.0 | summarize_new_merge_request | extracted_diff
            summarize_review         | 1.0.0 2.0.0 2.1.0 | summarize_review | draft_notes_content
            summarize_review         | 3.0.0 | duo_agent_platform | draft_notes_content
            """;

    /** Unit primitives of the prompts that are not in the table. */
    static final Map<String, String> PARTS_OF_FEATURES = Map.of(
            "chat/react", "duo_classic_chat",
            "code_suggestions/completions", "complete_code",
            "code_suggestions/generations", "generate_code",
            "embeddings_code", "generate_embeddings_codebase");

    static final Prompts PROMPTS = Prompts.read(files());
    static final Catalogue CATALOGUE = readCatalogue();

    /** Prompts and models as they are without any setting. */
    static final PromptModels MODELS = models();

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-05T12:00:00Z"), ZoneOffset.UTC);
    private static final PromptRenderer RENDERER = new PromptRenderer(PROMPTS, CLOCK);
    private static final int PLENTY = 1_000_000;

    private ProductPrompts() {}

    /**
     * A line of the table.
     *
     * @param inputs that its templates read
     */
    record Row(String id, List<String> versions, String unitPrimitive, Set<String> inputs) {
        private static Row of(String line) {
            String[] cells = line.split("\\|", -1);
            return new Row(cells[0].strip(), words(cells[1]), cells[2].strip(), new TreeSet<>(words(cells[3])));
        }

        private static List<String> words(String cell) {
            return cell.isBlank() ? List.of() : Arrays.asList(cell.strip().split(" "));
        }
    }

    static Stream<Row> table() {
        return TABLE.lines().map(Row::of);
    }

    static Stream<String> ids() {
        return table().map(Row::id).distinct();
    }

    /** Every version of every prompt of the table, for all families. */
    static Stream<PromptDefinition> definitions() {
        return ids().flatMap(id -> PROMPTS.all(id).stream());
    }

    static PromptDefinition base(String id, String version) {
        return PROMPTS.find(id, List.of(), version);
    }

    /** What Rails sends for a prompt. */
    static Map<String, Object> body(String id) {
        String name = "/prompts/" + id + ".json";
        try (InputStream in = ProductPrompts.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new AssertionError("no resource " + name);
            }
            return object(Json.mapper().readValue(in, Object.class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Map<String, Object> inputs(String id) {
        return object(body(id).get("inputs"));
    }

    static List<ChatMessage> render(PromptDefinition definition, Map<String, ?> inputs) {
        return RENDERER.render(definition, inputs, PLENTY).messages();
    }

    static RenderedPrompt renderWithin(PromptDefinition definition, Map<String, ?> inputs, int maxTokens) {
        return RENDERER.render(definition, inputs, maxTokens);
    }

    /** Prompts and the catalogue of the product, with settings as name, value, and so on. */
    static PromptModels models(String... namesAndValues) {
        GatewaySettings settings = settings(namesAndValues);
        return new PromptModels(PROMPTS, new Models(CATALOGUE, settings.models()), settings.prompts());
    }

    private static Catalogue readCatalogue() {
        try {
            GatewaySettings settings = settings();
            return Catalogue.read(
                    Files.readString(Path.of("conf/models.yaml")),
                    "models.yaml",
                    settings.models(),
                    settings.providers());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static GatewaySettings settings(String... namesAndValues) {
        var texts = new LinkedHashMap<String, String>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            texts.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return GatewaySettings.from(Environment.of(texts));
    }

    private static PromptFiles files() {
        try {
            return PromptFiles.inFolder(Path.of("conf/prompts"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(Object json) {
        return (Map<String, Object>) json;
    }
}
