package io.aigateway.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.aigateway.model.api.ChatMessage;
import io.aigateway.model.api.ChatMessage.Role;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a model reads of the product's prompts, filled in with what Rails sends. */
class ProductPromptMessagesTest {
    private static List<ChatMessage> rendered(String id) {
        return ProductPrompts.render(ProductPrompts.base(id, "*"), ProductPrompts.inputs(id));
    }

    private static String user(List<ChatMessage> messages) {
        return messages.get(messages.size() - 1).content();
    }

    private static String all(List<ChatMessage> messages) {
        return messages.stream().map(ChatMessage::content).collect(Collectors.joining("\n"));
    }

    private static void assertWellFormed(List<ChatMessage> messages) {
        assertThat(messages).allSatisfy(message -> {
            assertThat(message.content()).isNotBlank();
            assertThat(message.content()).doesNotContain("{{", "}}", "{%", "%}", "{#", "#}", "null");
        });
    }

    @ParameterizedTest
    @MethodSource("io.aigateway.registry.ProductPrompts#definitions")
    void beginWithTheRulesAndEndWithTheUser(PromptDefinition definition) {
        List<ChatMessage> messages = ProductPrompts.render(definition, ProductPrompts.inputs(definition.id()));

        assertWellFormed(messages);
        assertThat(messages.get(0).role()).isEqualTo(Role.SYSTEM);
        assertThat(messages.get(0).content()).startsWith("Follow these rules in everything you write");
        assertThat(messages.get(messages.size() - 1).role()).isEqualTo(Role.USER);
        if (!definition.id().startsWith("model_configuration/")) {
            assertThat(messages.get(0).cache()).isTrue();
        }
    }

    /** Older releases send null where newer ones have something to say. */
    @ParameterizedTest
    @MethodSource("io.aigateway.registry.ProductPrompts#definitions")
    void takeNothingForAnyInput(PromptDefinition definition) {
        for (Object nothing : new Object[] {null, ""}) {
            var none = new HashMap<String, Object>();
            for (String name : definition.variables()) {
                var one = new HashMap<>(ProductPrompts.inputs(definition.id()));
                Object instead = "".equals(nothing) && !(one.get(name) instanceof String) ? null : nothing;
                one.put(name, instead);
                none.put(name, instead);
                assertWellFormed(ProductPrompts.render(definition, one));
            }
            assertWellFormed(ProductPrompts.render(definition, none));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "categorize_question,         question,                  question",
        "categorize_question,         previous_answer,           previous_answer",
        "chat/issue_reader,           input,                     question",
        "chat/issue_reader,           suggestions,               notes",
        "chat/build_reader,           input,                     question",
        "chat/documentation_search,   question,                  question",
        "chat/explain_code,           input,                     request",
        "chat/explain_code,           selected_text,             selected_code",
        "chat/explain_code,           file_content,              surrounding_file",
        "chat/explain_code,           language_info,             language_info",
        "chat/fix_code,               selected_text,             selected_code",
        "chat/fix_code,               file_content_reuse,        about_the_file",
        "chat/refactor_code,          selected_text,             selected_code",
        "chat/write_tests,            selected_text,             selected_code",
        "chat/explain_vulnerability,  vulnerability_description, description",
        "chat/explain_vulnerability,  vulnerability_info,        vulnerable_code",
        "chat/summarize_comments,     notes_content,             comments",
        "chat/troubleshoot_job,       selected_text,             job_log",
        "classify_code_review_mention_intent, message,           comment",
        "feature_discovery_search,    query,                     query",
        "generate_commit_message,     diff,                      diff",
        "generate_description,        content,                   note",
        "generate_description,        template,                  template",
        "generate_session_title,      context,                   goal",
        "generate_session_title,      definition,                kind_of_session",
        "glab_ask_git_command,        prompt,                    request",
        "measure_comment_temperature, content,                   comment",
        "resolve_vulnerability,       source_code,               source_code",
        "resolve_vulnerability,       vulnerable_code,           vulnerable_code",
        "resolve_vulnerability,       identifiers,               identifiers",
        "resolve_vulnerability,       vulnerability_description, vulnerability_description",
        "review_merge_request,        diff_lines,                diff",
        "review_merge_request,        mr_title,                  title",
        "review_merge_request,        mr_description,            description",
        "review_merge_request,        full_content_section,      file_contents",
        "review_merge_request,        custom_instructions_section, review_instructions",
        "summarize_duo_workflow,      logs,                      log",
        "summarize_new_merge_request, extracted_diff,            diff",
        "summarize_review,            draft_notes_content,       comments"
    })
    void fenceEachInputInTheMessageOfTheUser(String id, String input, String tag) {
        String value = (String) ProductPrompts.inputs(id).get(input);

        assertThat(user(rendered(id))).contains("<" + tag + ">\n" + value + "\n</" + tag + ">");
        assertThat(rendered(id).get(0).content()).doesNotContain(value);
    }

    /** What clients take apart. Client vectors, sections 7.5 and 7.6. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "resolve_vulnerability; <fixed_code>",
                "resolve_vulnerability; <old_code>",
                "resolve_vulnerability; <new_code>",
                "resolve_vulnerability; <analysis>",
                "resolve_vulnerability; <summary>",
                "resolve_vulnerability; <is_false_positive>",
                "review_merge_request; <review>",
                "review_merge_request; <comment file=\"lib/cache.rb\" old_line=\"\" new_line=\"12\">",
                "review_merge_request; <from>",
                "review_merge_request; <to>",
                "categorize_question; {\"category\": \"Other\", \"detailed_category\": \"Small talk\", \"language\": \"en\", \"labels\": []}",
                "categorize_question; no code fence",
                "classify_code_review_mention_intent; exactly one of the two names, code_review_request or assistant_flow",
                "measure_comment_temperature; <temperature_rating>",
                "measure_comment_temperature; {\"rating\": 3, \"issues\": [",
                "feature_discovery_search; [\"f3\",\"f1\"]",
                "feature_discovery_search; no code fence",
                "chat/documentation_search; CNT-IDX-17",
                "chat/documentation_search; ATTRS:",
                "generate_commit_message; at most 72 characters",
                "generate_commit_message; no code fence",
                "generate_description; Markdown and nothing else",
                "generate_session_title; 60 characters",
                "summarize_new_merge_request; Markdown and nothing else",
                "glab_ask_git_command; between two lines of three backticks",
                "model_configuration/check; single word OK"
            })
    void nameTheFormOfTheAnswer(String id, String form) {
        assertThat(all(rendered(id))).contains(form);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "issue; url; \"https://gitlab.example.com/group/project/-/issues/12\"",
                "issue; iid; 12",
                "issue; reference; \"group/project#12\"",
                "issue; current; \"current\"",
                "merge_request; url; \"https://gitlab.example.com/group/project/-/merge_requests/12\"",
                "merge_request; iid; 12",
                "merge_request; reference; \"group/project!12\"",
                "merge_request; current; \"current\"",
                "epic; url; \"https://gitlab.example.com/groups/group/subgroup/-/epics/12\"",
                "epic; iid; 12",
                "epic; reference; \"group/subgroup&12\"",
                "epic; current; \"current\"",
                "work_item; url; \"https://gitlab.example.com/group/project/-/work_items/12\"",
                "work_item; iid; 12",
                "work_item; reference; \"group/project#12\"",
                "commit; url; \"https://gitlab.example.com/group/project/-/commit/3f2a9c1e\"",
                "commit; reference; \"3f2a9c1e\"",
                "commit; current; \"current\"",
                "build; url; \"https://gitlab.example.com/group/project/-/jobs/4711\"",
                "build; url; \"4711\"",
                "build; current; \"current\""
            })
    void showReadersAnAnswerForEachWayToNameThings(String kind, String type, String identifier) {
        assertThat(rendered("chat/" + kind + "_reader").get(0).content())
                .contains("```json\n{\"ResourceIdentifierType\": \"" + type + "\", \"ResourceIdentifier\": "
                        + identifier + "}\n```");
    }

    /** Rails looks commits up by reference and jobs by their address only; any other type fails there. */
    @Test
    void offerReadersNoOtherTypesThanTheirClientKnows() {
        assertThat(all(rendered("chat/commit_reader"))).doesNotContain("\"iid\"");
        assertThat(all(rendered("chat/build_reader"))).doesNotContain("\"iid\"", "\"reference\"");
    }

    @Test
    void numberTheExcerptsOfTheDocumentation() {
        assertThat(user(rendered("chat/documentation_search")))
                .contains("<document id=\"5d41402abc4b2a76b9719d911017c592\">\nTo protect a branch,")
                .contains("<document id=\"7d793037a0760186574b0282f2f435e7\">\nMaintainers and owners")
                .contains("\nATTRS:\n");
    }

    @Test
    void showListsItemByItemAndObjectsAsJson() {
        assertThat(user(rendered("chat/write_tests")))
                .contains("<libraries>\nrspec (3.13.0)\nwebmock (3.23.1)\n</libraries>");
        assertThat(user(rendered("feature_discovery_search")))
                .contains("<catalog>\n[{\"id\":\"f1\",\"name\":\"Merge requests\",");
    }

    @Test
    void leaveFencesOutThatWouldBeEmpty() {
        Map<String, Object> inputs = ProductPrompts.inputs("chat/fix_code");
        inputs.put("file_content", "");
        inputs.put("language_info", null);
        inputs.put("libraries", List.of());
        inputs.put("file_content_reuse", "");

        String user = user(ProductPrompts.render(ProductPrompts.base("chat/fix_code", "*"), inputs));

        assertThat(user).startsWith("<selected_code>\n").doesNotContain("libraries", "surrounding_file");
    }

    /** Later than the reviewed code, nothing can pass for an instruction of the maintainers. */
    @Test
    void putWhatMaintainersWantBeforeTheReviewedCode() {
        String user = user(rendered("review_merge_request"));

        assertThat(user).startsWith("Today is March 05, 2026.\n\n<review_instructions>\n");
        assertThat(user.indexOf("</review_instructions>")).isLessThan(user.indexOf("<title>"));
        assertThat(user).endsWith("</diff>\n\n\nReview this merge request. Answer with <review>…</review> only.");
    }

    @ParameterizedTest
    @CsvSource({"0.9.0, true", "1.0.0, true", "1.1.0, true", "1.2.0, true", "1.3.0, false"})
    void askForAPriorityWhereReleasesReadOne(String version, boolean asks) {
        for (PromptDefinition definition : ProductPrompts.PROMPTS.all("review_merge_request")) {
            if (definition.version().equals(version)) {
                String system = ProductPrompts.render(definition, ProductPrompts.inputs(definition.id()))
                        .get(0)
                        .content();
                assertThat(system.contains(" priority=\"3\">"))
                        .as(definition.toString())
                        .isEqualTo(asks);
            }
        }
    }

    @Test
    void goOnWithAConversation() {
        List<ChatMessage> messages = rendered("chat/agent");

        assertThat(messages)
                .extracting(ChatMessage::role)
                .containsExactly(Role.SYSTEM, Role.SYSTEM, Role.USER, Role.ASSISTANT, Role.USER);
        assertThat(messages.get(1).content()).isEqualTo("Today is March 05, 2026.");
    }
}
