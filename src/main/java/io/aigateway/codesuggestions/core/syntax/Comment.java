package io.aigateway.codesuggestions.core.syntax;

/**
 * A kind of comment.
 *
 * @param open  what it begins with
 * @param close what it ends with; empty when it ends with its line
 * @param nests whether comments of this kind can stand in one another
 * @param where where it can begin
 */
record Comment(String open, String close, boolean nests, Where where) {
    /** Where a comment can begin. */
    enum Where {
        ANYWHERE,
        LINE_START,
        /** At the start of a word only, as in shells. */
        WORD_START,
        /** Anywhere, but not when a bracket follows: that is an attribute in PHP. */
        NO_ATTRIBUTE
    }

    static Comment line(String open) {
        return new Comment(open, "", false, Where.ANYWHERE);
    }

    static Comment block(String open, String close) {
        return new Comment(open, close, false, Where.ANYWHERE);
    }

    static Comment nested(String open, String close) {
        return new Comment(open, close, true, Where.ANYWHERE);
    }

    /** The end of the comment that begins here, {@link Ends#NONE} or {@link Ends#unclosed}. */
    int end(String text, int at) {
        if (!text.startsWith(open, at) || !mayBegin(text, at)) {
            return Ends.NONE;
        }
        int inside = at + open.length();
        if (close.isEmpty()) {
            int lineEnd = text.indexOf('\n', inside);
            int end = lineEnd < 0 ? text.length() : lineEnd;
            return end > inside && text.charAt(end - 1) == '\r' ? end - 1 : end;
        }
        return nests ? nestedEnd(text, inside) : Ends.after(text, close, inside);
    }

    private boolean mayBegin(String text, int at) {
        return switch (where) {
            case ANYWHERE -> true;
            case LINE_START -> at == 0 || text.charAt(at - 1) == '\n';
            case WORD_START -> at == 0 || " \t\r\n;&|()".indexOf(text.charAt(at - 1)) >= 0;
            case NO_ATTRIBUTE -> !text.startsWith("[", at + 1);
        };
    }

    private int nestedEnd(String text, int inside) {
        int depth = 1;
        int at = inside;
        while (at < text.length()) {
            if (text.startsWith(close, at)) {
                at += close.length();
                if (--depth == 0) {
                    return at;
                }
            } else if (text.startsWith(open, at)) {
                depth++;
                at += open.length();
            } else {
                at++;
            }
        }
        return Ends.unclosed(text.length());
    }
}
