package io.aigateway.codesuggestions.api;

/**
 * The file in the editor.
 *
 * @param name     path in the caller's project; only its extension decides anything
 * @param language the editor's language id, e.g. {@code typescriptreact}; may be empty
 * @param above    text before the cursor, at most 100,000 characters
 * @param below    text after the cursor, at most 100,000 characters
 */
public record CurrentFile(String name, String language, String above, String below) {
    /** Lengths only: this is somebody's code. */
    @Override
    public String toString() {
        return "CurrentFile[above: " + above.length() + ", below: " + below.length() + "]";
    }
}
