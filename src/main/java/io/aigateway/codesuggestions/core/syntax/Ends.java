package io.aigateway.codesuggestions.core.syntax;

/** Where a literal or comment ends, and whether it was closed, as one number. */
final class Ends {
    /** It does not begin here. */
    static final int NONE = -1;

    private Ends() {}

    /** The text ends before the literal does. */
    static int unclosed(int end) {
        return -2 - end;
    }

    static boolean isUnclosed(int end) {
        return end < NONE;
    }

    static int position(int end) {
        return isUnclosed(end) ? -2 - end : end;
    }

    /** The end after this closing text, searched from {@code from} on. */
    static int after(String text, String close, int from) {
        int found = text.indexOf(close, from);
        return found < 0 ? unclosed(text.length()) : found + close.length();
    }
}
