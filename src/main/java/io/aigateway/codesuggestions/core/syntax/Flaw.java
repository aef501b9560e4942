package io.aigateway.codesuggestions.core.syntax;

/**
 * Something in a source text that does not fit together.
 *
 * @param position where, as an index into the text
 */
public record Flaw(Kind kind, int position) {
    /** What is wrong. */
    public enum Kind {
        /** A closing bracket or word without an opening one. */
        UNMATCHED_CLOSER,
        /** An opening bracket or word that is never closed, or that an outer one closes over. */
        UNCLOSED_OPENER,
        /** A string or comment that does not end. */
        UNCLOSED_LITERAL
    }
}
