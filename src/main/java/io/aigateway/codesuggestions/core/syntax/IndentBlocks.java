package io.aigateway.codesuggestions.core.syntax;

import io.aigateway.codesuggestions.core.syntax.Keyword.Role;
import io.aigateway.codesuggestions.core.syntax.Tokens.Kind;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Finds blocks that indentation delimits. Works on logical lines: a line goes on inside brackets and after a backslash. */
final class IndentBlocks {
    private static final int TAB = 8;
    private static final int NONE = -1;

    private final String text;
    private final Syntax syntax;
    private final Tokens tokens;

    private int[] firsts = new int[32];
    private int[] lasts = new int[32];
    private int[] indents = new int[32];
    private int lines;

    IndentBlocks(String text, Syntax syntax, Tokens tokens, Pairs pairs) {
        this.text = text;
        this.syntax = syntax;
        this.tokens = tokens;
        int depth = 0;
        boolean goesOn = false;
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.is(i, Kind.LINE_END)) {
                goesOn = depth > 0 || isContinued(i - 1);
                continue;
            }
            if (!goesOn) {
                begin(i);
            }
            goesOn = true;
            lasts[lines - 1] = i;
            // A bracket without a partner must not swallow the rest of the file.
            boolean paired = pairs.partner(i) != Pairs.NONE;
            depth += paired && tokens.is(i, Kind.OPEN) ? 1 : paired && tokens.is(i, Kind.CLOSE) ? -1 : 0;
        }
    }

    private boolean isContinued(int last) {
        return tokens.is(last, Kind.TEXT) && text.charAt(tokens.end(last) - 1) == '\\';
    }

    private void begin(int first) {
        if (lines == firsts.length) {
            firsts = Arrays.copyOf(firsts, lines * 2);
            lasts = Arrays.copyOf(lasts, lines * 2);
            indents = Arrays.copyOf(indents, lines * 2);
        }
        firsts[lines] = first;
        indents[lines++] = indentOf(tokens.start(first));
    }

    private int indentOf(int position) {
        int lineStart = text.lastIndexOf('\n', position - 1) + 1;
        int column = 0;
        for (int at = lineStart; at < position; at++) {
            column = text.charAt(at) == '\t' ? (column / TAB + 1) * TAB : column + 1;
        }
        return column;
    }

    /**
     * The smallest block of at least two lines around this piece that ends before the text does: its own line with the lines
     * that belong to it, else the block its line belongs to.
     */
    @Nullable
    Block around(int piece) {
        int line = Arrays.binarySearch(firsts, 0, lines, piece);
        line = line >= 0 ? line : -line - 2;
        int next = line < 0 ? lines : nextCode(line + 1);
        if (next >= lines) {
            return null;
        }
        boolean heads = !isComment(line)
                && (indents[next] > indents[line] || (isDecorator(line) && indents[next] == indents[line]));
        int head = heads ? line : headOf(line);
        return head == NONE ? null : blockFrom(head, line);
    }

    private @Nullable Block blockFrom(int head, int line) {
        int last = line;
        for (int i = line + 1; i < lines; i++) {
            if (isComment(i)) {
                continue;
            }
            boolean inside = indents[i] > indents[head];
            boolean goesOn = indents[i] == indents[head] && (continues(i) || isDecorator(last));
            if (!inside && !goesOn) {
                int end = tokens.end(lasts[last]);
                int count = tokens.line(lasts[last]) - tokens.line(firsts[head]) + 1;
                return new Block(tokens.start(firsts[head]), end, count);
            }
            last = i;
        }
        return null;
    }

    /** The line that this line's block belongs to. */
    private int headOf(int line) {
        for (int i = line - 1; i >= 0; i--) {
            if (!isComment(i) && indents[i] < indents[line]) {
                return i;
            }
        }
        return NONE;
    }

    private int nextCode(int from) {
        int line = from;
        while (line < lines && isComment(line)) {
            line++;
        }
        return line;
    }

    private boolean isComment(int line) {
        return tokens.is(firsts[line], Kind.COMMENT);
    }

    private boolean isDecorator(int line) {
        return text.charAt(tokens.start(firsts[line])) == '@';
    }

    private boolean continues(int line) {
        int first = firsts[line];
        Keyword keyword =
                tokens.is(first, Kind.WORD) ? syntax.keyword(text, tokens.start(first), tokens.end(first)) : null;
        return keyword != null && keyword.role() == Role.CONTINUES;
    }
}
