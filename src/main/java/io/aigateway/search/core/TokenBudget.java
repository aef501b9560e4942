package io.aigateway.search.core;

import java.util.List;
import java.util.StringTokenizer;
import java.util.function.Function;

/** How much of what was found fits a prompt, by an estimate of its tokens. Source: contract section 6.1. */
public final class TokenBudget {
    private static final int MAX_TOKENS = 8000;
    private static final double TOKENS_PER_WORD = 1.4;

    private TokenBudget() {}

    /** The first ones that fit together; the first that does not ends them. */
    public static <T> List<T> firstOf(List<T> found, Function<T, String> content) {
        int tokens = 0;
        for (int i = 0; i < found.size(); i++) {
            tokens += estimate(content.apply(found.get(i)));
            if (tokens > MAX_TOKENS) {
                return found.subList(0, i);
            }
        }
        return found;
    }

    private static int estimate(String text) {
        return (int) (new StringTokenizer(text).countTokens() * TOKENS_PER_WORD);
    }
}
