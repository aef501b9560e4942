package io.aigateway.codesuggestions.core;

/**
 * The file a completion is for, without the completion.
 *
 * @param language reported language id; empty when it is not known
 * @param above    the file's text before the cursor
 * @param below    the file's text after the cursor; may be empty
 */
public record CodeAround(String language, String above, String below) {
    /** Lengths only: a record prints everything by default, and this is somebody's code. */
    @Override
    public String toString() {
        return "CodeAround[language: " + language + ", above: " + above.length() + ", below: " + below.length() + "]";
    }
}
