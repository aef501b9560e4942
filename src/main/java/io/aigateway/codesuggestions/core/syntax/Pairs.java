package io.aigateway.codesuggestions.core.syntax;

import io.aigateway.codesuggestions.core.syntax.Syntax.Trait;
import io.aigateway.codesuggestions.core.syntax.Tokens.Kind;
import java.util.Arrays;

/**
 * Which closing bracket or word belongs to which opening one. Parentheses and square brackets are weak: what closes a block also
 * ends them, and they never close over a block. So one slip spoils as little as possible. Linear: how many of each are open is
 * counted, so nobody has to search for them.
 */
final class Pairs {
    static final int NONE = -1;

    private static final int FAMILIES = 128;
    private static final int FEWEST = 8;

    private final Tokens tokens;
    private final Syntax syntax;
    private final Flaws flaws;
    private final int[] partners;

    private int[] open = new int[FEWEST];
    private int depth;
    private int[] openBlocks = {};

    /** Weak brackets that are open since the innermost block, for each level. */
    private int[] openParentheses = new int[FEWEST];

    private int[] openSquares = new int[FEWEST];

    private Pairs(Tokens tokens, Syntax syntax, Flaws flaws) {
        this.tokens = tokens;
        this.syntax = syntax;
        this.flaws = flaws;
        this.partners = new int[tokens.size()];
        Arrays.fill(partners, NONE);
    }

    /** Pairs all brackets; those without a partner become flaws. */
    static Pairs of(Tokens tokens, Syntax syntax, Flaws flaws) {
        var pairs = new Pairs(tokens, syntax, flaws);
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.is(i, Kind.OPEN)) {
                pairs.open(i);
            } else if (tokens.is(i, Kind.CLOSE)) {
                pairs.close(i);
            }
        }
        while (pairs.depth > 0) {
            pairs.leaveOpen();
        }
        return pairs;
    }

    /** The piece that this bracket belongs to, or {@link #NONE}. */
    int partner(int index) {
        return partners[index];
    }

    private void open(int index) {
        if (depth == open.length) {
            open = Arrays.copyOf(open, depth * 2);
            openParentheses = Arrays.copyOf(openParentheses, depth * 2);
            openSquares = Arrays.copyOf(openSquares, depth * 2);
        }
        char family = tokens.family(index);
        boolean weak = isWeak(family);
        open[depth] = index;
        openParentheses[depth] = weak ? weakOpen(openParentheses) + (family == '(' ? 1 : 0) : 0;
        openSquares[depth] = weak ? weakOpen(openSquares) + (family == '[' ? 1 : 0) : 0;
        if (!weak) {
            countBlock(family, 1);
        }
        depth++;
    }

    private void close(int index) {
        char family = tokens.family(index);
        int candidates =
                family == '(' ? weakOpen(openParentheses) : family == '[' ? weakOpen(openSquares) : openBlocks(family);
        if (candidates == 0) {
            if (family != '(' || !syntax.has(Trait.SHELL)) {
                flaws.add(Flaw.Kind.UNMATCHED_CLOSER, tokens.start(index));
            }
            return;
        }
        while (tokens.family(open[depth - 1]) != family) {
            leaveOpen();
        }
        int opener = pop();
        partners[opener] = index;
        partners[index] = opener;
    }

    private int openBlocks(char family) {
        return openBlocks.length == 0 ? 0 : openBlocks[family];
    }

    /** Many texts have no such brackets at all. */
    private void countBlock(char family, int change) {
        if (openBlocks.length == 0) {
            openBlocks = new int[FAMILIES];
        }
        openBlocks[family] += change;
    }

    private int weakOpen(int[] counts) {
        return depth == 0 ? 0 : counts[depth - 1];
    }

    private void leaveOpen() {
        flaws.add(Flaw.Kind.UNCLOSED_OPENER, tokens.start(pop()));
    }

    private int pop() {
        int index = open[--depth];
        if (!isWeak(tokens.family(index))) {
            countBlock(tokens.family(index), -1);
        }
        return index;
    }

    private static boolean isWeak(char family) {
        return family == '(' || family == '[';
    }
}
