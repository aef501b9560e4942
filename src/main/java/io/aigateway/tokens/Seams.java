package io.aigateway.tokens;

/**
 * Where a text is cut before it is tokenised piece by piece. A cut before a blank that follows a printable ASCII character is
 * exact: the tokenizer always separates there, so the parts have as many tokens as the whole. Only where a piece has no such
 * place is it cut anywhere, which can add a token.
 */
final class Seams {
    /** Longest piece, in characters: what the tokenizer needs for a piece can grow with the square of its length. */
    static final int MAX_PIECE = 1024;

    private Seams() {}

    /** The end of the piece that begins at {@code start}: as far away as possible. */
    static int endOfPiece(String text, int start) {
        int limit = start + MAX_PIECE;
        if (limit >= text.length()) {
            return text.length();
        }
        for (int cut = limit; cut > start; cut--) {
            if (isExact(text, cut)) {
                return cut;
            }
        }
        return atCodePoint(text, limit);
    }

    /** The start of the piece that ends at {@code end}: as far away as possible. */
    static int startOfPiece(String text, int end) {
        int limit = end - MAX_PIECE;
        if (limit <= 0) {
            return 0;
        }
        for (int cut = limit; cut < end; cut++) {
            if (isExact(text, cut)) {
                return cut;
            }
        }
        return atCodePoint(text, limit);
    }

    /** Whether no token can reach over this place. */
    static boolean isExact(String text, int cut) {
        char after = text.charAt(cut);
        char before = text.charAt(cut - 1);
        return (after == ' ' || after == '\t') && before > ' ' && before < 0x7F;
    }

    /** The same place, or the one before it when that would split a surrogate pair. */
    static int atCodePoint(String text, int cut) {
        boolean splits = cut > 0
                && cut < text.length()
                && Character.isLowSurrogate(text.charAt(cut))
                && Character.isHighSurrogate(text.charAt(cut - 1));
        return splits ? cut - 1 : cut;
    }
}
