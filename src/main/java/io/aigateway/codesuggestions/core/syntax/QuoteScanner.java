package io.aigateway.codesuggestions.core.syntax;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds where a string literal ends, over the code in its holes and the strings in that code. One pass without a way back, so
 * the time is linear however deep they nest. Holes below {@value #MAX_DEPTH} levels count as text.
 */
final class QuoteScanner {
    /** A literal of one line that is not closed on its line: probably an apostrophe. */
    static final int STRAY = -1;

    private static final int MAX_DEPTH = 32;

    private static final int USUAL_DEPTH = 4;
    private static final int IN_TEXT = -1;

    /** How many lines the code in a string of one line may take. */
    private static final int MAX_HOLE_LINES = 20;

    private final String text;
    private final Syntax syntax;
    private Quote[] quotes = new Quote[USUAL_DEPTH];

    /** Brackets open inside the hole of each level; {@link #IN_TEXT} when the level is not in a hole. */
    private int[] brackets = new int[USUAL_DEPTH];

    private char[] closers = new char[USUAL_DEPTH];
    private int level;

    QuoteScanner(String text, Syntax syntax) {
        this.text = text;
        this.syntax = syntax;
    }

    /** The end of the literal that begins here; {@link #STRAY}; or {@link Ends#unclosed} when the text ends before it does. */
    int end(Quote quote, int start) {
        level = -1;
        int lines = 0;
        int at = enter(quote, start);
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '\n' && !quotes[0].multiLine() && (brackets[0] == IN_TEXT || ++lines > MAX_HOLE_LINES)) {
                return STRAY;
            }
            at = brackets[level] == IN_TEXT ? readText(c, at) : readHole(c, at);
            if (level < 0) {
                return at;
            }
        }
        return quote.multiLine() ? Ends.unclosed(text.length()) : STRAY;
    }

    private int enter(Quote quote, int at) {
        level++;
        if (level == quotes.length) {
            quotes = Arrays.copyOf(quotes, MAX_DEPTH);
            brackets = Arrays.copyOf(brackets, MAX_DEPTH);
            closers = Arrays.copyOf(closers, MAX_DEPTH);
        }
        quotes[level] = quote;
        brackets[level] = IN_TEXT;
        return at + quote.open().length();
    }

    private int readText(char c, int at) {
        Quote quote = quotes[level];
        if (c == '\n' && !quote.multiLine()) {
            level--;
            return at + 1;
        }
        String hole = holeAt(quote, at);
        if (hole != null) {
            return enterHole(hole, at);
        }
        if (c == quote.escape()) {
            return Math.min(text.length(), at + 2);
        }
        if (text.startsWith(quote.close(), at)) {
            return close(quote, at + quote.close().length());
        }
        int next = at + 1;
        while (next < text.length() && quote.isPlain(text.charAt(next))) {
            next++;
        }
        return next;
    }

    private @Nullable String holeAt(Quote quote, int at) {
        List<String> holes = quote.holes();
        for (int i = 0; i < holes.size(); i++) {
            if (text.startsWith(holes.get(i), at)) {
                return holes.get(i);
            }
        }
        return null;
    }

    private int enterHole(String hole, int at) {
        int inside = at + hole.length();
        // A brace alone is a hole, two are a brace.
        if (hole.equals("{") && text.startsWith("{", inside)) {
            return inside + 1;
        }
        if (level + 1 < MAX_DEPTH) {
            brackets[level] = 0;
            closers[level] = Quote.closerOf(hole);
        }
        return inside;
    }

    private int close(Quote quote, int after) {
        if (quote.doubled() && text.startsWith(quote.close(), after)) {
            return after + quote.close().length();
        }
        level--;
        int end = after;
        // Of four quotes in a row, raw strings of three quotes keep the first.
        while (isRawOfThree(quote) && text.startsWith("\"", end)) {
            end++;
        }
        return end;
    }

    private static boolean isRawOfThree(Quote quote) {
        return quote.escape() == Quote.NO_ESCAPE && quote.close().length() == 3;
    }

    private int readHole(char c, int at) {
        char closer = closers[level];
        if (c == closer) {
            brackets[level]--;
        } else if (c == (closer == ')' ? '(' : '{')) {
            brackets[level]++;
        } else if (c == '\\') {
            return Math.min(text.length(), at + 2);
        } else if (syntax.hasCharacters() && c == '\'') {
            return Math.max(at + 1, Characters.end(text, at));
        } else {
            Quote quote = syntax.quoteAt(text, at);
            return quote == null ? at + 1 : enter(quote, at);
        }
        return at + 1;
    }
}
