package io.aigateway.codesuggestions.core.syntax;

/** Literals whose closing text is made of what they open with. */
enum RawForm {
    NONE("") {
        @Override
        int end(String text, int at) {
            return Ends.NONE;
        }
    },
    /** {@code r"…"}, {@code br#"…"#}. */
    RUST("rbc") {
        @Override
        int end(String text, int at) {
            int r = text.charAt(at) == 'r' ? at : at + 1;
            if (!text.startsWith("r", r)) {
                return Ends.NONE;
            }
            int quote = afterRun(text, r + 1, '#');
            return text.startsWith("\"", quote)
                    ? Ends.after(text, "\"" + "#".repeat(quote - r - 1), quote + 1)
                    : Ends.NONE;
        }
    },
    /** {@code R"delimiter(…)delimiter"}. */
    CPP("RLuU") {
        @Override
        int end(String text, int at) {
            int r = text.startsWith("u8", at) ? at + 2 : text.charAt(at) == 'R' ? at : at + 1;
            int parenthesis = text.startsWith("R\"", r) ? delimiterEnd(text, r + 2) : Ends.NONE;
            return parenthesis < 0
                    ? Ends.NONE
                    : Ends.after(text, ")" + text.substring(r + 2, parenthesis) + "\"", parenthesis + 1);
        }

        private int delimiterEnd(String text, int from) {
            int limit = Math.min(text.length(), from + MAX_DELIMITER);
            for (int at = from; at < limit; at++) {
                if (text.charAt(at) == '(') {
                    return at;
                }
            }
            return Ends.NONE;
        }
    },
    /** Three or more quotes, with or without dollar signs in front. */
    CSHARP("\"$") {
        @Override
        int end(String text, int at) {
            int quote = afterRun(text, at, '$');
            int inside = afterRun(text, quote, '"');
            return inside - quote >= 3 ? Ends.after(text, "\"".repeat(inside - quote), inside) : Ends.NONE;
        }
    },
    /** {@code #"…"#}, with one quote or three. */
    SWIFT("#") {
        @Override
        int end(String text, int at) {
            int quote = afterRun(text, at, '#');
            if (!text.startsWith("\"", quote)) {
                return Ends.NONE;
            }
            String marks = text.startsWith("\"\"\"", quote) ? "\"\"\"" : "\"";
            return Ends.after(text, marks + "#".repeat(quote - at), quote + marks.length());
        }
    },
    /** {@code [[…]]}, {@code [==[…]==]}. */
    LUA("[") {
        @Override
        int end(String text, int at) {
            int second = afterRun(text, at + 1, '=');
            return text.startsWith("[", at) && text.startsWith("[", second)
                    ? Ends.after(text, "]" + "=".repeat(second - at - 1) + "]", second + 1)
                    : Ends.NONE;
        }
    },
    /** {@code %w[…]}, {@code %q(…)}, {@code %(…)}. */
    RUBY("%") {
        @Override
        int end(String text, int at) {
            if (at + 2 >= text.length()) {
                return Ends.NONE;
            }
            boolean bare = "([{".indexOf(text.charAt(at + 1)) >= 0
                    && (at == 0 || " \t\n(,=".indexOf(text.charAt(at - 1)) >= 0);
            boolean named = "qQwWiIrsx".indexOf(text.charAt(at + 1)) >= 0;
            return bare || named ? afterNested(text, bare ? at + 1 : at + 2) : Ends.NONE;
        }
    },
    /** {@code ~r/…/}, {@code ~s(…)}. */
    ELIXIR("~") {
        @Override
        int end(String text, int at) {
            boolean begins = at + 2 < text.length() && Lexer.isWordStart(text.charAt(at + 1));
            if (begins && text.startsWith("\"\"\"", at + 2)) {
                return Ends.after(text, "\"\"\"", at + 5);
            }
            return begins ? afterNested(text, at + 2) : Ends.NONE;
        }
    },
    /** A line that begins with two backslashes. */
    ZIG("\\") {
        @Override
        int end(String text, int at) {
            if (!text.startsWith("\\\\", at)) {
                return Ends.NONE;
            }
            int lineEnd = text.indexOf('\n', at);
            return lineEnd < 0 ? text.length() : lineEnd;
        }
    };

    private static final int MAX_DELIMITER = 20;
    private static final int MAX_RUN = 255;

    private final String firstCharacters;

    RawForm(String firstCharacters) {
        this.firstCharacters = firstCharacters;
    }

    /** What such a literal can begin with. */
    String firstCharacters() {
        return firstCharacters;
    }

    /**
     * The end of the literal that begins here, {@link Ends#NONE} or {@link Ends#unclosed}. Asked only where one of the first
     * characters stands.
     */
    abstract int end(String text, int at);

    private static int afterRun(String text, int from, char mark) {
        int at = from;
        while (at < text.length() && text.charAt(at) == mark && at - from < MAX_RUN) {
            at++;
        }
        return at;
    }

    /** After the bracket that belongs to the one at {@code open}, or after the same mark again. */
    private static int afterNested(String text, int open) {
        char opener = text.charAt(open);
        if (Lexer.isWordPart(opener) || opener <= ' ') {
            return Ends.NONE;
        }
        int kind = "([{<".indexOf(opener);
        char closer = kind < 0 ? opener : ")]}>".charAt(kind);
        int depth = 1;
        for (int at = open + 1; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '\\') {
                at++;
            } else if (c == closer) {
                if (--depth == 0) {
                    return at + 1;
                }
            } else if (c == opener) {
                depth++;
            }
        }
        return Ends.unclosed(text.length());
    }
}
