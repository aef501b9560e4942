package io.aigateway.codesuggestions.core.syntax;

import java.util.Arrays;

/**
 * The pieces of a source text in order, without the blanks between them. Parallel arrays, so that a file of 100000 characters is
 * a handful of objects. Neighbouring pieces of plain code are one piece.
 */
final class Tokens {
    /** What a piece is. */
    enum Kind {
        /** Plain code without structure: names, numbers, operators. */
        TEXT,
        /** A word that can go on with a statement after a block, or matters to what follows it. */
        WORD,
        /** A string, character, regular expression or here-document. */
        LITERAL,
        COMMENT,
        /** A line for the preprocessor. */
        DIRECTIVE,
        /** An opening bracket, or a word that opens a block. */
        OPEN,
        /** A closing bracket, or a word that closes a block. */
        CLOSE,
        /** A semicolon. */
        TERMINATOR,
        LINE_END
    }

    private static final int NOTHING = 0;

    private static final int FEWEST = 16;

    /** Characters of a piece; in ordinary code there are five to nine. */
    private static final int USUAL_LENGTH = 4;

    private Kind[] kinds;
    private int[] starts;
    private int[] ends;
    private int[] lines;
    private byte[] families;
    private int size;

    /** No pieces yet, with room for those that so many characters usually have. */
    Tokens(int characters) {
        int room = Math.max(FEWEST, characters / USUAL_LENGTH);
        kinds = new Kind[room];
        starts = new int[room];
        ends = new int[room];
        lines = new int[room];
        families = new byte[room];
    }

    void add(Kind kind, int start, int end, int line) {
        add(kind, start, end, line, (char) NOTHING);
    }

    /**
     * Adds a piece.
     *
     * @param line   number of the line it begins on, from 0
     * @param family which brackets belong together, an ASCII character; of no meaning for other pieces
     */
    void add(Kind kind, int start, int end, int line, char family) {
        if (kind == Kind.TEXT && size > 0 && kinds[size - 1] == Kind.TEXT) {
            ends[size - 1] = end;
            return;
        }
        if (size == starts.length) {
            grow();
        }
        kinds[size] = kind;
        starts[size] = start;
        ends[size] = end;
        lines[size] = line;
        families[size++] = (byte) family;
    }

    private void grow() {
        int length = size * 2;
        kinds = Arrays.copyOf(kinds, length);
        starts = Arrays.copyOf(starts, length);
        ends = Arrays.copyOf(ends, length);
        lines = Arrays.copyOf(lines, length);
        families = Arrays.copyOf(families, length);
    }

    int size() {
        return size;
    }

    Kind kind(int index) {
        return kinds[index];
    }

    int start(int index) {
        return starts[index];
    }

    int end(int index) {
        return ends[index];
    }

    int line(int index) {
        return lines[index];
    }

    char family(int index) {
        return (char) families[index];
    }

    boolean is(int index, Kind kind) {
        return index >= 0 && index < size && kinds[index] == kind;
    }

    /** The piece at this place of the text, else the next one; the size when there is none. */
    int at(int position) {
        int found = Arrays.binarySearch(starts, 0, size, position);
        if (found >= 0) {
            return found;
        }
        int next = -found - 1;
        return next > 0 && ends[next - 1] > position ? next - 1 : next;
    }

    /** The next piece, from this one on, that is neither a comment nor a line's end; the size when there is none. */
    int nextCode(int from) {
        int index = from;
        while (index < size && (kinds[index] == Kind.LINE_END || kinds[index] == Kind.COMMENT)) {
            index++;
        }
        return index;
    }
}
