package io.aigateway.codesuggestions.core.syntax;

/**
 * A word that matters to the structure of code.
 *
 * @param role   what it does
 * @param family for words that open or close blocks: which belong together
 */
record Keyword(String word, Role role, char family) {
    /** Blocks that end with {@code end}. */
    static final char END = 'e';

    /** What a word does. */
    enum Role {
        /** Goes on with a statement after a block: {@code else}. */
        CONTINUES,
        /** A word after which an operator cannot stand: {@code return}. */
        PRECEDES_VALUE,
        /** Opens a block wherever it stands. */
        OPENS,
        /** Opens a block at the start of a statement; elsewhere it is a modifier, or an ordinary word. */
        OPENS_STATEMENT,
        /** As {@link #OPENS_STATEMENT}; a {@code do} on the same line belongs to it. */
        LOOPS,
        /** Opens a block, unless a loop on the same line has done so. */
        DOES,
        /** Opens a block, unless its body follows an equals sign; a name follows. */
        DEFINES,
        /** Closes a block wherever it stands. */
        CLOSES,
        /** Closes a block at the start of a statement. */
        CLOSES_STATEMENT
    }
}
