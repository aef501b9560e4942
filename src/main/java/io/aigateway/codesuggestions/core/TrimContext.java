package io.aigateway.codesuggestions.core;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Use case: cut the code around the cursor to the number of tokens a model may read. Of the budget, 93 % are for the text before
 * the cursor and the rest for the text after it; code of other files gets what these leave. Source: GitLab AI Gateway
 * contract, section 11.2.
 */
public final class TrimContext {
    /** The budget of models whose catalogue entry names none, in tokens. */
    public static final int DEFAULT_BUDGET = 32_768;

    /** Share of the budget for code of other files: Fireworks and Vertex models. */
    public static final double FIREWORKS_AND_VERTEX_SHARE = 0.3;

    /** Share of the budget for code of other files: all other models. */
    public static final double FULL_SHARE = 1.0;

    private static final int PREFIX_PERCENT = 93;

    /** How much code of other files is looked at, in characters: several times what a budget holds. */
    private static final int MAX_COUNTED_CONTEXT = 300_000;

    private final TokenCounter tokens;
    private final int budget;
    private final double contextShare;

    /**
     * Cuts for one model.
     *
     * @param budget       tokens the model may read, at least 1
     * @param contextShare largest part of the budget for code of other files, from 0 to 1
     */
    public TrimContext(TokenCounter tokens, int budget, double contextShare) {
        if (budget < 1 || !(contextShare >= 0 && contextShare <= 1)) {
            throw new IllegalArgumentException(
                    "budget: " + budget + ", context share: " + contextShare + " (expected: > 0, 0 to 1)");
        }
        this.tokens = tokens;
        this.budget = budget;
        this.contextShare = contextShare;
    }

    /**
     * The context of a completion. The text before the cursor loses its beginning, the text after it and the code of other
     * files lose their ends.
     *
     * @param suffix  text after the cursor; null or empty when there is none
     * @param context code of other files, most important first
     */
    public TrimmedContext forCompletion(String prefix, @Nullable String suffix, List<String> context) {
        int prefixLimit = (int) ((PREFIX_PERCENT * (long) budget + 99) / 100);
        String above = tokens.keepEnd(prefix, prefixLimit);
        String below = suffix == null ? "" : tokens.keepStart(suffix, budget - prefixLimit);
        if (context.isEmpty()) {
            return new TrimmedContext(above, below, 0, 0);
        }
        int room = budget - tokens.count(above) - tokens.count(below);
        String joined = joined(context);
        String others = tokens.keepStart(joined, (int) Math.floor(Math.min(room, contextShare * budget)));
        String both = others.isEmpty() ? above : others + "\n" + above;
        return new TrimmedContext(both, below, sizeOf(joined, context), tokens.count(others));
    }

    /**
     * The text before the cursor as a fenced block, for the instruction of a generation. It loses its beginning when block and
     * fence together would exceed the budget.
     *
     * @param language label of the block: the reported language, or the bare extension; may be empty
     */
    public String forGeneration(String prefix, String language) {
        String opening = "```" + language + "\n";
        String closing = "\n```";
        return opening + tokens.keepEnd(prefix, budget - tokens.count(opening + closing)) + closing;
    }

    private static String joined(List<String> context) {
        var joined = new StringBuilder();
        for (int i = 0; i < context.size() && joined.length() < MAX_COUNTED_CONTEXT; i++) {
            if (i > 0) {
                joined.append('\n');
            }
            String item = context.get(i);
            joined.append(item, 0, Math.min(item.length(), MAX_COUNTED_CONTEXT - joined.length()));
        }
        return joined.toString();
    }

    /** Exact as far as it is worth its time; what is longer is assumed to be like what was read. */
    private int sizeOf(String joined, List<String> context) {
        long length = context.size() - 1L;
        for (String item : context) {
            length += item.length();
        }
        int counted = tokens.count(joined);
        return length <= joined.length()
                ? counted
                : (int) Math.min(Integer.MAX_VALUE, counted * length / joined.length());
    }
}
