package io.aigateway.codesuggestions.core.syntax;

import io.aigateway.codesuggestions.core.syntax.Syntax.Layout;
import io.aigateway.codesuggestions.core.syntax.Tokens.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The structure of a source text, as far as it shows without a grammar: comments, literals, brackets, blocks. Takes any text,
 * whole or cut off anywhere, in time linear in its length; what it does not understand counts as plain code.
 */
public final class CodeStructure {
    private final String text;
    private final Syntax syntax;
    private final Tokens tokens;
    private final Flaws flaws = new Flaws();
    private final Pairs pairs;

    private CodeStructure(String text, Syntax syntax) {
        this.text = text;
        this.syntax = syntax;
        this.tokens = Lexer.read(text, syntax, flaws);
        this.pairs = Pairs.of(tokens, syntax, flaws);
    }

    /** Reads the text. */
    public static CodeStructure of(String text, Syntax syntax) {
        return new CodeStructure(text, syntax);
    }

    /** Whether the first thing in the text is a comment. */
    public static boolean beginsWithComment(String text, Syntax syntax) {
        int first = 0;
        while (first < text.length() && Lexer.isBlank(text.charAt(first))) {
            first++;
        }
        return first < text.length() && syntax.commentEnd(text, first) != Ends.NONE;
    }

    /** What does not fit together, in no particular order. */
    public List<Flaw> flaws() {
        return flaws.list();
    }

    /** How many flaws there are. */
    public int flawCount() {
        return flaws.size();
    }

    /** How many flaws are before this place. */
    public int flawsBefore(int position) {
        return flaws.before(position);
    }

    /** Whether the text holds comments, all of them closed, and nothing else but white space. */
    public boolean isCommentOnly() {
        int comments = 0;
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.is(i, Kind.COMMENT)) {
                comments++;
            } else if (!tokens.is(i, Kind.LINE_END)) {
                return false;
            }
        }
        return comments > 0 && flaws.size() == 0;
    }

    /** Whether the text holds nothing but closing brackets, closing words, semicolons and white space. */
    public boolean isClosersOnly() {
        for (int i = 0; i < tokens.size(); i++) {
            if (!tokens.is(i, Kind.CLOSE) && !tokens.is(i, Kind.TERMINATOR) && !tokens.is(i, Kind.LINE_END)) {
                return false;
            }
        }
        return true;
    }

    /** Whether this place is inside a string or the like: a quote before it, the rest of it after. */
    public boolean isInsideLiteral(int position) {
        int piece = tokens.at(position);
        return tokens.is(piece, Kind.LITERAL) && tokens.start(piece) < position;
    }

    /**
     * The smallest block of at least two lines around the character at {@code position}, together with what goes on with it
     * ({@code else}, the rest of its statement).
     *
     * @return null when there is none, or when it does not end before the text does
     */
    public @Nullable Block blockAround(int position) {
        int piece = tokens.at(position);
        if (piece == tokens.size()) {
            return null;
        }
        return syntax.layout() == Layout.INDENTATION
                ? new IndentBlocks(text, syntax, tokens, pairs).around(piece)
                : new BracketBlocks(text, syntax, tokens, pairs).around(piece);
    }
}
