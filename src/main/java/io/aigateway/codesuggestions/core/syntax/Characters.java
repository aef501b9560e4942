package io.aigateway.codesuggestions.core.syntax;

/** Character literals such as {@code 'x'} and {@code '\n'}, as opposed to lifetimes, symbols and digit separators. */
final class Characters {
    /** Longest escape, of a code point in braces. */
    private static final int MAX_ESCAPE = 12;

    private Characters() {}

    /** The end of the literal that begins with the quote at {@code at}; {@link Ends#NONE} when that is none. */
    static int end(String text, int at) {
        if (at + 2 >= text.length()) {
            return Ends.NONE;
        }
        if (text.charAt(at + 1) != '\\') {
            int close = text.offsetByCodePoints(at + 1, 1);
            return text.startsWith("'", close) && text.charAt(at + 1) != '\'' ? close + 1 : Ends.NONE;
        }
        int limit = Math.min(text.length(), at + MAX_ESCAPE + 2);
        for (int close = at + 3; close < limit && text.charAt(close) != '\n'; close++) {
            if (text.charAt(close) == '\'') {
                return close + 1;
            }
        }
        return Ends.NONE;
    }

    /** The end of the character written as {@code ?x} at {@code at}; {@link Ends#NONE} when that is something else. */
    static int questionEnd(String text, int at) {
        boolean begins = at > 0 && " \t\n([,".indexOf(text.charAt(at - 1)) >= 0 && at + 1 < text.length();
        int end = begins && text.charAt(at + 1) == '\\' ? at + 3 : at + 2;
        boolean single = end >= text.length() || !Lexer.isWordPart(text.charAt(end));
        return begins && text.charAt(at + 1) > ' ' && single ? Math.min(end, text.length()) : Ends.NONE;
    }
}
