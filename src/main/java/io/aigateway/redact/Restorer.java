package io.aigateway.redact;

import java.util.function.UnaryOperator;

/**
 * Replaces stand-ins in an answer that comes in pieces, however it is cut. The end of a piece that could be the beginning of a stand-in
 * is held back, at most {@value #LONGEST} characters. Not for several threads at once.
 */
public final class Restorer {
    /** No word of a kind is longer. */
    private static final int LONGEST_WORD = 10;

    private static final int LONGEST = Redaction.MARK.length() + LONGEST_WORD + Redaction.DIGITS;

    private final UnaryOperator<String> replace;
    private String held = "";

    Restorer(UnaryOperator<String> replace) {
        this.replace = replace;
    }

    /** What can be said after this piece; may be empty. */
    public String feed(String piece) {
        String text = held + piece;
        var said = new StringBuilder(text.length());
        int from = 0;
        for (int at = text.indexOf(Redaction.MARK);
                at >= 0;
                at = text.indexOf(Redaction.MARK, Math.max(from, at + 1))) {
            int end = endOf(text, at);
            if (end > 0) {
                said.append(text, from, at).append(replace.apply(text.substring(at, end)));
                from = end;
            }
        }
        int keep = beginningOf(text, from);
        held = text.substring(keep);
        return said.append(text, from, keep).toString();
    }

    /** What was held back when nothing more came. */
    public String rest() {
        String rest = held;
        held = "";
        return rest;
    }

    /** The end of a whole stand-in; -1 when there is none, or none yet. */
    private static int endOf(String text, int at) {
        int word = at + Redaction.MARK.length();
        int digits = endOfWord(text, word);
        int end = endOfDigits(text, digits);
        return digits > word && end - digits == Redaction.DIGITS ? end : -1;
    }

    /** A capital and small letters. */
    private static int endOfWord(String text, int from) {
        if (from == text.length() || !Letters.isUpper(text.charAt(from))) {
            return from;
        }
        int end = from + 1;
        while (end < text.length() && end - from < LONGEST_WORD && isSmall(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static int endOfDigits(String text, int from) {
        int end = from;
        while (end < text.length() && end - from < Redaction.DIGITS && Letters.isDigit(text.charAt(end))) {
            end++;
        }
        return end;
    }

    /** Where the last part begins that a stand-in could become; the end of the text when none does. */
    private static int beginningOf(String text, int from) {
        for (int at = Math.max(from, text.length() - LONGEST + 1); at < text.length(); at++) {
            if (isBeginning(text, at)) {
                return at;
            }
        }
        return text.length();
    }

    private static boolean isBeginning(String text, int at) {
        int length = text.length() - at;
        if (length <= Redaction.MARK.length()) {
            return Redaction.MARK.startsWith(text.substring(at));
        }
        if (!text.startsWith(Redaction.MARK, at)) {
            return false;
        }
        int word = at + Redaction.MARK.length();
        int digits = endOfWord(text, word);
        int end = endOfDigits(text, digits);
        return end == text.length() && end - digits < Redaction.DIGITS && (digits > word || end == digits);
    }

    private static boolean isSmall(char c) {
        return c >= 'a' && c <= 'z';
    }
}
