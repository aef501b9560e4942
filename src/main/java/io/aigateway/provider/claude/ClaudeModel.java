package io.aigateway.provider.claude;

import java.util.Locale;

/**
 * What a Claude model accepts, as its name tells. A name without a version, and every version newer than those below, is treated
 * as the newest: it gets nothing that any model refuses.
 *
 * <p>Sources: Anthropic's migration guides. Sampling parameters are refused after Opus 4.6, Sonnet 4.6 and Haiku 4.5; a begun
 * answer (prefill) is refused from Claude 4.6 on.
 *
 * @param takesSampling whether {@code temperature}, {@code top_p} and {@code top_k} may be sent
 * @param takesPrefill  whether the conversation may end with the beginning of the answer
 */
record ClaudeModel(boolean takesSampling, boolean takesPrefill) {
    private static final int LAST_WITH_PREFILL = version(4, 5);
    private static final int LAST_WITH_SAMPLING = version(4, 6);
    private static final int LAST_HAIKU_WITH_SAMPLING = version(4, 5);

    /** Longer numbers in a name are dates. */
    private static final int LONGEST_NUMBER = 2;

    /** Reads a name such as {@code claude-opus-4-1-20250805}, {@code claude-3-5-sonnet@20240620} or {@code claude-2.1}. */
    static ClaudeModel named(String model) {
        String name = model.toLowerCase(Locale.ROOT);
        int version = versionIn(name.substring(Math.max(0, name.indexOf("claude"))));
        boolean known = version > 0;
        int lastWithSampling = name.contains("haiku") ? LAST_HAIKU_WITH_SAMPLING : LAST_WITH_SAMPLING;
        return new ClaudeModel(known && version <= lastWithSampling, known && version <= LAST_WITH_PREFILL);
    }

    private static int versionIn(String name) {
        String[] parts = name.split("[-@.:/]", -1);
        for (int i = 0; i < parts.length; i++) {
            if (isNumber(parts[i])) {
                boolean hasMinor = i + 1 < parts.length && isNumber(parts[i + 1]);
                return version(Integer.parseInt(parts[i]), hasMinor ? Integer.parseInt(parts[i + 1]) : 0);
            }
        }
        return 0;
    }

    private static boolean isNumber(String part) {
        return !part.isEmpty()
                && part.length() <= LONGEST_NUMBER
                && part.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static int version(int major, int minor) {
        return major * 100 + minor;
    }
}
