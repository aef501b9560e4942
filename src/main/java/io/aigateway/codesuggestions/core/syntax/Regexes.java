package io.aigateway.codesuggestions.core.syntax;

/** Regular expression literals between slashes. */
final class Regexes {
    private Regexes() {}

    /** The end of the literal that begins with the slash at {@code at}; {@link Ends#NONE} when its line ends first. */
    static int end(String text, int at) {
        boolean inClass = false;
        for (int i = at + 1; i < text.length(); i++) {
            switch (text.charAt(i)) {
                case '\n' -> {
                    return Ends.NONE;
                }
                case '\\' -> i++;
                case '[' -> inClass = true;
                case ']' -> inClass = false;
                case '/' -> {
                    if (!inClass) {
                        return i + 1;
                    }
                }
                default -> {}
            }
        }
        return Ends.NONE;
    }
}
