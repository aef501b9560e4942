package io.aigateway.codesuggestions.core;

/**
 * Cleans the whole text of a generation: takes out Markdown fences, begins a new line and drops what only repeats the file
 * above. Anthropic's answers are left as they are. Source: GitLab AI Gateway contract, section 11.5.
 */
public final class GenerationCleaner {
    private static final String ANTHROPIC = "anthropic";

    private final boolean changesText;

    /** Cleans answers of this provider, e.g. {@code anthropic} or {@code litellm}; empty when none was named. */
    public GenerationCleaner(String provider) {
        this.changesText = !provider.equals(ANTHROPIC);
    }

    /** What is proposed, given the file content above the cursor; empty when nothing but white space is left. */
    public String clean(String text, String fileAbove) {
        if (!changesText) {
            return emptyIfBlank(text);
        }
        String code = TextFilter.applyTo(text, new FenceFilter());
        return emptyIfBlank(ModelReflection.removeFrom(onNewLine(code, fileAbove), fileAbove));
    }

    private static String onNewLine(String code, String fileAbove) {
        boolean isOnNewLine = code.isEmpty() || startsLine(code) || fileAbove.endsWith("\n");
        return isOnNewLine ? code : "\n" + code;
    }

    private static boolean startsLine(String code) {
        return code.startsWith("\n") || code.startsWith("\r\n");
    }

    private static String emptyIfBlank(String text) {
        return text.isBlank() ? "" : text;
    }
}
