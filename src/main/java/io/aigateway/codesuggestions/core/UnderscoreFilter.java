package io.aigateway.codesuggestions.core;

/**
 * Turns {@code \_} into {@code _}: Mixtral models escape underscores as if they wrote Markdown. Source: GitLab AI Gateway contract,
 * section 11.3.
 */
public final class UnderscoreFilter implements TextFilter {
    private boolean held;

    @Override
    public String feed(String piece) {
        String text = held ? "\\" + piece : piece;
        held = text.endsWith("\\");
        return text.substring(0, held ? text.length() - 1 : text.length()).replace("\\_", "_");
    }

    @Override
    public String finish() {
        String rest = held ? "\\" : "";
        held = false;
        return rest;
    }
}
