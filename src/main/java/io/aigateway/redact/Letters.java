package io.aigateway.redact;

/** Classes of ASCII characters; no other one is part of what is looked for. */
final class Letters {
    private Letters() {}

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    static boolean isUpper(char c) {
        return c >= 'A' && c <= 'Z';
    }

    static boolean isAlphanumeric(char c) {
        return isDigit(c) || isUpper(c) || (c >= 'a' && c <= 'z');
    }

    /** What names are made of. */
    static boolean isWord(char c) {
        return isAlphanumeric(c) || c == '_';
    }

    /** The alphabet of Base64 for URLs. */
    static boolean isUrlSafe(char c) {
        return isWord(c) || c == '-';
    }

    /** Base64 and how it is broken into lines, also within the literals of programs. */
    static boolean isBase64Block(char c) {
        return isAlphanumeric(c)
                || c == '+'
                || c == '/'
                || c == '='
                || c == '\n'
                || c == '\r'
                || c == '\\'
                || c == ' '
                || c == '\t';
    }

    /** Whether a name may begin here: nothing of one stands before. */
    static boolean isStart(String text, int index) {
        return index == 0 || !isWord(text.charAt(index - 1));
    }
}
