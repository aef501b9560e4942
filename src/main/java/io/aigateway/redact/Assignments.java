package io.aigateway.redact;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Literals that are given to something whose name says that it is secret: {@code db_password = "…"}, {@code API_KEY=…}. */
final class Assignments {
    private static final List<String> NAMES = List.of(
            "password",
            "passwd",
            "passphrase",
            "pwd",
            "secret",
            "token",
            "apikey",
            "accesskey",
            "secretkey",
            "privatekey",
            "accountkey",
            "sharedaccesskey",
            "credential",
            "credentials");

    private static final int MAX_NAME = 64;
    private static final int MAX_BLANKS = 4;
    private static final int MIN_VALUE = 8;
    private static final int MAX_VALUE = 256;

    private Assignments() {}

    static boolean isSecret(String text, int start, int end) {
        if (end - start > MAX_NAME) {
            return false;
        }
        String name = text.substring(start, end)
                .toLowerCase(Locale.ROOT)
                .replace("_", "")
                .replace("-", "");
        return NAMES.stream().anyMatch(name::endsWith);
    }

    /**
     * The literal that is given to a name.
     *
     * @param end of the name
     */
    @Nullable
    static Finding valueAfter(String text, int end) {
        int i = end < text.length() && isQuote(text.charAt(end)) ? end + 1 : end;
        int operator = skipBlanks(text, i);
        int behind = endOfOperator(text, operator);
        if (behind < 0) {
            return null;
        }
        int value = skipBlanks(text, behind);
        if (value < text.length() && isQuote(text.charAt(value))) {
            return literal(text, value + 1, text.charAt(value));
        }
        // Without quotes it is a file of settings, where nothing stands around the sign.
        boolean bare = operator == end && value == behind && text.charAt(operator) == '=';
        return bare ? word(text, value) : null;
    }

    private static @Nullable Finding literal(String text, int start, char quote) {
        int limit = Math.min(text.length(), start + MAX_VALUE + 1);
        for (int i = start; i < limit; i++) {
            char c = text.charAt(i);
            if (c == quote) {
                return i - start >= MIN_VALUE ? new Finding(start, i, Kind.ASSIGNMENT) : null;
            } else if (c <= ' ' || c == '{' || c == '<' || c == '$') {
                return null; // Words for people, or a place where a value is filled in.
            }
        }
        return null;
    }

    private static @Nullable Finding word(String text, int start) {
        int limit = Math.min(text.length(), start + MAX_VALUE);
        boolean digit = false;
        int i = start;
        for (; i < limit && text.charAt(i) > ' '; i++) {
            char c = text.charAt(i);
            if (c == '(' || c == '{' || c == '<' || c == '$' || isQuote(c) || c == ';' || c == ',') {
                break;
            }
            digit |= Letters.isDigit(c);
        }
        boolean call = i < text.length() && (text.charAt(i) == '(' || text.charAt(i) == '{' || text.charAt(i) == '$');
        return digit && !call && i - start >= MIN_VALUE ? new Finding(start, i, Kind.ASSIGNMENT) : null;
    }

    private static int endOfOperator(String text, int at) {
        for (String operator : List.of("=>", ":=", "=", ":")) {
            if (text.startsWith(operator, at)) {
                int end = at + operator.length();
                // A comparison gives nothing.
                return end < text.length() && text.charAt(end) == '=' ? -1 : end;
            }
        }
        return -1;
    }

    private static int skipBlanks(String text, int from) {
        int i = from;
        while (i < text.length() && i < from + MAX_BLANKS && text.charAt(i) == ' ') {
            i++;
        }
        return i;
    }

    private static boolean isQuote(char c) {
        return c == '"' || c == '\'' || c == '`';
    }
}
