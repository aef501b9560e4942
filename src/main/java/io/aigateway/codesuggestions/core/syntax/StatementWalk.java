package io.aigateway.codesuggestions.core.syntax;

import io.aigateway.codesuggestions.core.syntax.Keyword.Role;
import io.aigateway.codesuggestions.core.syntax.Syntax.Layout;
import io.aigateway.codesuggestions.core.syntax.Syntax.Trait;
import io.aigateway.codesuggestions.core.syntax.Tokens.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Walks through code to the place where a statement ends: after its semicolon, or after its last block when nothing goes on
 * with it ({@code else}, {@code .then(…)}, the rest of an argument list), or before the bracket that ends the block around it.
 */
final class StatementWalk {
    static final int NONE = -1;

    private static final String BEGIN_OF_CONTINUATION = ".,?=";
    private static final String END_OF_OPEN_LINE = "+-*/%=<&|^,.\\";

    private final String text;
    private final Syntax syntax;
    private final Tokens tokens;
    private final Pairs pairs;

    /** Brackets opened on the walk and not yet closed. */
    private int depth;

    /** Parentheses and the like that were open at its start, inside the innermost block. */
    private int around;

    private boolean sawBlock;

    /** The last piece of code, or {@link #NONE}. */
    private int last = NONE;

    StatementWalk(String text, Syntax syntax, Tokens tokens, Pairs pairs) {
        this.text = text;
        this.syntax = syntax;
        this.tokens = tokens;
        this.pairs = pairs;
    }

    /**
     * The end of the statement that this piece belongs to.
     *
     * @param openAround parentheses open around it, inside the innermost block
     * @return {@link #NONE} when it has no block of two lines from here on, or does not end, or nothing follows
     */
    int endOfStatement(int piece, int openAround) {
        around = openAround;
        return walk(piece);
    }

    /**
     * The end of the statement whose block ends with this piece.
     *
     * @param openAround parentheses open around that block, inside the next one
     * @return {@link #NONE} when nothing follows
     */
    int endAfterBlock(int closer, int openAround) {
        around = openAround;
        sawBlock = true;
        last = closer;
        return walk(closer + 1);
    }

    private int walk(int from) {
        for (int i = from; i < tokens.size(); i++) {
            switch (tokens.kind(i)) {
                case COMMENT, DIRECTIVE -> {}
                case LINE_END -> {
                    int next = tokens.nextCode(i);
                    if (endsBefore(next)) {
                        return end();
                    }
                    i = next - 1;
                }
                case OPEN -> {
                    if (!enter(i)) {
                        return NONE;
                    }
                }
                case CLOSE -> {
                    if (!leave(i)) {
                        return end();
                    }
                }
                case TERMINATOR -> {
                    last = i;
                    if (depth == 0 && around == 0) {
                        return end();
                    }
                }
                default -> last = i;
            }
        }
        return NONE;
    }

    private boolean enter(int opener) {
        int closer = pairs.partner(opener);
        if (closer == Pairs.NONE) {
            return false;
        }
        sawBlock |= syntax.isBlock(tokens.family(opener)) && tokens.line(closer) > tokens.line(opener);
        depth++;
        last = opener;
        return true;
    }

    private boolean leave(int closer) {
        if (depth > 0) {
            depth--;
        } else if (syntax.isBlock(tokens.family(closer)) || tokens.family(closer) == '{') {
            return false;
        } else {
            around = Math.max(0, around - 1);
        }
        last = closer;
        return true;
    }

    private int end() {
        if (!sawBlock) {
            return NONE;
        }
        int comment = last + 1;
        boolean remark = tokens.is(comment, Kind.COMMENT)
                && tokens.line(comment) == tokens.line(last)
                && tokens.is(comment + 1, Kind.LINE_END);
        return tokens.end(remark ? comment : last);
    }

    /** Whether the statement ends with the line, given the first piece of the lines below. */
    private boolean endsBefore(int next) {
        if (depth > 0 || last == NONE || next == tokens.size()) {
            return false;
        }
        boolean afterCloser = tokens.is(last, Kind.CLOSE) || text.charAt(tokens.end(last) - 1) == ',';
        boolean afterBlock = tokens.is(last, Kind.CLOSE) && syntax.isBlock(tokens.family(last));
        if (afterBlock || (sawBlock && afterCloser)) {
            return !goesOnAfterBlock(next);
        }
        boolean endsWithLine = syntax.layout() == Layout.LINES && around == 0;
        return endsWithLine && !isOpenLine() && !goesOn(next);
    }

    private boolean goesOnAfterBlock(int next) {
        return switch (tokens.kind(next)) {
            case TERMINATOR -> true;
            case CLOSE -> around > 0 && !syntax.isBlock(tokens.family(next));
            case OPEN -> tokens.family(next) == '{' && !sawBlock;
            default -> goesOn(next);
        };
    }

    private boolean goesOn(int next) {
        if (tokens.is(next, Kind.WORD)) {
            return continues(next);
        }
        if (tokens.is(next, Kind.OPEN)) {
            return tokens.family(next) == '{';
        }
        int at = tokens.start(next);
        char first = text.charAt(at);
        return tokens.is(next, Kind.TEXT)
                && (BEGIN_OF_CONTINUATION.indexOf(first) >= 0
                        || text.startsWith("&&", at)
                        || text.startsWith("||", at)
                        || text.startsWith("|>", at)
                        || (first == ':' && !text.startsWith("::", at)));
    }

    private boolean continues(int word) {
        Keyword keyword = keywordAt(word);
        if (keyword == null || keyword.role() != Role.CONTINUES) {
            return false;
        }
        return !keyword.word().equals("while") || isAfterDo();
    }

    /** Whether the block that was closed last began with {@code do}. */
    private boolean isAfterDo() {
        int opener = tokens.is(last, Kind.CLOSE) ? pairs.partner(last) : NONE;
        Keyword before = opener > 0 && tokens.is(opener - 1, Kind.WORD) ? keywordAt(opener - 1) : null;
        return before != null && (before.word().equals("do") || before.word().equals("repeat"));
    }

    private @Nullable Keyword keywordAt(int word) {
        return syntax.keyword(text, tokens.start(word), tokens.end(word));
    }

    /** Whether the line ends in the middle of an expression. */
    private boolean isOpenLine() {
        int end = tokens.end(last);
        if (tokens.is(last, Kind.WORD)) {
            Keyword keyword = keywordAt(last);
            return keyword != null && keyword.role() == Role.CONTINUES;
        }
        return tokens.is(last, Kind.TEXT) && endsOpen(end);
    }

    private boolean endsOpen(int end) {
        char mark = text.charAt(end - 1);
        if (syntax.has(Trait.SHELL)) {
            return mark == '\\' || mark == '|' || text.startsWith("&&", end - 2);
        }
        boolean counts = text.startsWith("++", end - 2) || text.startsWith("--", end - 2);
        boolean arrow = text.startsWith("=>", end - 2) || text.startsWith("->", end - 2);
        return !counts && (arrow || END_OF_OPEN_LINE.indexOf(mark) >= 0);
    }
}
