package io.aigateway.codesuggestions.core;

import io.aigateway.codesuggestions.core.CleaningRules.Host;
import io.aigateway.codesuggestions.core.syntax.Syntax;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cleans whole completions of Fireworks and Vertex models, step by step; each step can be left out by its name. Time is linear
 * in the length of file and completion, with enough work for a large file to belong off the event loop. Source: GitLab AI
 * Gateway contract, section 11.4.
 */
public final class CompletionCleaner {
    private static final String CURSOR = "<|cursor|>";
    private static final int MIN_ASTERISKS = 5;

    private final List<Step> steps = new ArrayList<>();
    private final CleaningRules rules;

    /** Cleans by these rules. */
    public CompletionCleaner(CleaningRules rules) {
        this.rules = rules;
        withSyntax("remove_comment_only_completion", CommentOnly::clean);
        add("clean_irrelevant_keywords", (text, draft) -> text.replace(CURSOR, ""));
        withSyntax("trim_by_min_allowed_context", BlockTrim::clean);
        withSyntax("fix_end_block_errors", RepeatedSuffix::clean);
        add(
                "clean_model_reflection",
                (text, draft) -> ModelReflection.removeFrom(text, draft.around().above()));
        add("strip_whitespaces", (text, draft) -> text.isBlank() ? "" : text);
        if (rules.host() == Host.VERTEX) {
            add("strip_asterisks", (text, draft) -> beginsWithAsterisks(text) ? "" : text);
        } else {
            add("filter_score", (text, draft) -> scoresTooLow(draft.raw()) ? "" : text);
            withSyntax("fix_truncation", Truncation::clean);
        }
    }

    /** What is proposed; empty when nothing worth proposing is left. */
    public String clean(RawCompletion raw, CodeAround around) {
        var draft = new Draft(raw, around, Syntax.of(around.language()));
        String text = raw.text();
        for (Step step : steps) {
            text = step.change().apply(text, draft);
            if (text.isEmpty()) {
                return text;
            }
        }
        return text;
    }

    private void add(String name, Change change) {
        if (!rules.skippedSteps().contains(name)) {
            steps.add(new Step(name, change));
        }
    }

    private void withSyntax(String name, SyntaxChange change) {
        add(name, (text, draft) -> draft.syntax() == null ? text : change.apply(text, draft, draft.syntax()));
    }

    private boolean scoresTooLow(RawCompletion raw) {
        return rules.scoreThreshold() != null && raw.score() < rules.scoreThreshold();
    }

    private static boolean beginsWithAsterisks(String text) {
        return text.stripLeading().startsWith("*".repeat(MIN_ASTERISKS));
    }

    /**
     * What the steps know beside the text they change.
     *
     * @param syntax null for a language whose syntax is not known: steps that need one leave the text alone
     */
    record Draft(
            RawCompletion raw, CodeAround around, @Nullable Syntax syntax) {}

    private record Step(String name, Change change) {}

    /** What a step does; the same text when there is nothing to do, empty to drop the completion. */
    @FunctionalInterface
    private interface Change {
        String apply(String text, Draft draft);
    }

    /** What a step does that has to understand the code. */
    @FunctionalInterface
    private interface SyntaxChange {
        String apply(String text, Draft draft, Syntax syntax);
    }
}
