package io.aigateway.codesuggestions.core.syntax;

import java.util.List;

/**
 * A kind of string literal.
 *
 * @param open      what it begins with
 * @param close     what it ends with; written twice it is part of the text when {@code doubled}
 * @param escape    what makes the next character ordinary; {@link #NO_ESCAPE} when nothing does
 * @param multiLine whether it can go over a line's end
 * @param doubled   whether the closing text, written twice, stands for itself
 * @param holes     what begins code inside the text, e.g. <code>${</code>; the bracket in it says what ends that code
 */
record Quote(String open, String close, char escape, boolean multiLine, boolean doubled, List<String> holes) {
    static final char NO_ESCAPE = '\0';

    Quote {
        holes = List.copyOf(holes);
    }

    /** A string that ends on its line, with backslash escapes. */
    static Quote line(String mark, String... holes) {
        return new Quote(mark, mark, '\\', false, false, List.of(holes));
    }

    /** A string over any number of lines, with backslash escapes. */
    static Quote text(String mark, String... holes) {
        return new Quote(mark, mark, '\\', true, false, List.of(holes));
    }

    /** A string over any number of lines in which nothing is escaped. */
    static Quote raw(String mark, String... holes) {
        return new Quote(mark, mark, NO_ESCAPE, true, false, List.of(holes));
    }

    /** Whether this character, inside such a string, is nothing but text, whatever follows. */
    boolean isPlain(char c) {
        if (c == '\n' || c == escape || c == close.charAt(0)) {
            return false;
        }
        for (int i = 0; i < holes.size(); i++) {
            if (holes.get(i).charAt(0) == c) {
                return false;
            }
        }
        return true;
    }

    /** The bracket that ends the code of this hole. */
    static char closerOf(String hole) {
        return hole.indexOf('(') >= 0 ? ')' : '}';
    }
}
