package io.aigateway.codesuggestions.core.syntax;

import io.aigateway.codesuggestions.core.syntax.Tokens.Kind;
import org.jspecify.annotations.Nullable;

/** Finds blocks that brackets or words delimit. */
final class BracketBlocks {
    private final String text;
    private final Syntax syntax;
    private final Tokens tokens;
    private final Pairs pairs;

    BracketBlocks(String text, Syntax syntax, Tokens tokens, Pairs pairs) {
        this.text = text;
        this.syntax = syntax;
        this.tokens = tokens;
        this.pairs = pairs;
    }

    /**
     * The smallest block of at least two lines around this piece that ends before the text does: the rest of its own statement
     * when that has a block, else the next block around it with the rest of the statement that this block belongs to.
     */
    @Nullable
    Block around(int piece) {
        if (!tokens.is(piece, Kind.COMMENT) && !tokens.is(piece, Kind.DIRECTIVE)) {
            int end = walk().endOfStatement(piece, openAround(piece));
            if (end != StatementWalk.NONE) {
                return block(piece, end);
            }
        }
        int opener = blockAround(piece);
        while (opener != Pairs.NONE) {
            int closer = pairs.partner(opener);
            if (tokens.line(closer) > tokens.line(opener)) {
                int end = walk().endAfterBlock(closer, openAround(opener));
                return end == StatementWalk.NONE ? null : block(opener, end);
            }
            opener = blockAround(opener);
        }
        return null;
    }

    private StatementWalk walk() {
        return new StatementWalk(text, syntax, tokens, pairs);
    }

    private Block block(int first, int end) {
        int lines = 1;
        for (int at = tokens.start(first); at < end; at++) {
            lines += text.charAt(at) == '\n' ? 1 : 0;
        }
        return new Block(tokens.start(first), end, lines);
    }

    /** What opens the innermost block around this piece; none when that is never closed. */
    private int blockAround(int piece) {
        for (int i = piece - 1; i >= 0; i--) {
            if (tokens.is(i, Kind.CLOSE) && pairs.partner(i) != Pairs.NONE) {
                i = pairs.partner(i);
            } else if (tokens.is(i, Kind.OPEN) && syntax.isBlock(tokens.family(i))) {
                return pairs.partner(i) == Pairs.NONE ? Pairs.NONE : i;
            }
        }
        return Pairs.NONE;
    }

    /** How many brackets that are no blocks are open around this piece, inside the innermost block. */
    private int openAround(int piece) {
        int open = 0;
        for (int i = piece - 1; i >= 0; i--) {
            if (tokens.is(i, Kind.CLOSE) && pairs.partner(i) != Pairs.NONE) {
                i = pairs.partner(i);
            } else if (tokens.is(i, Kind.OPEN)) {
                if (syntax.isBlock(tokens.family(i))) {
                    return open;
                }
                open++;
            }
        }
        return open;
    }
}
