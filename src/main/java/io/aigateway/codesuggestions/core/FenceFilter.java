package io.aigateway.codesuggestions.core;

/**
 * Takes Markdown fences out of streamed code. Each line is held back until it is complete; a line that opens or closes a fence
 * is dropped, and the text loses the back-ticks at its very end. A fence is three or more back-ticks at the start of a line,
 * then at most one word, in a line of at most {@value #MAX_FENCE} characters. Source: GitLab AI Gateway contract, section
 * 11.5.
 */
public final class FenceFilter implements TextFilter {
    static final int MAX_FENCE = 256;

    /** A longer line is given out before it is complete: it is no fence. */
    static final int MAX_HELD = 4096;

    private static final int MIN_TICKS = 3;

    private final StringBuilder line = new StringBuilder();

    /** The line's start has been given out. */
    private boolean passed;

    /** Back-ticks after what has been given out of the line: they go if nothing follows. */
    private int heldTicks;

    @Override
    public String feed(String piece) {
        var out = new StringBuilder();
        int start = 0;
        for (int end = piece.indexOf('\n'); end >= 0; end = piece.indexOf('\n', start)) {
            line.append(piece, start, end + 1);
            endLine(out);
            start = end + 1;
        }
        line.append(piece, start, piece.length());
        if (passed || line.length() > MAX_HELD) {
            passOn(out);
        }
        return out.toString();
    }

    @Override
    public String finish() {
        var out = new StringBuilder();
        if (passed || !isFence(line)) {
            passOn(out);
        }
        line.setLength(0);
        passed = false;
        heldTicks = 0;
        return out.toString();
    }

    private void endLine(StringBuilder out) {
        if (passed || !isFence(line)) {
            out.append("`".repeat(heldTicks)).append(line);
        }
        line.setLength(0);
        passed = false;
        heldTicks = 0;
    }

    /** Gives out the unfinished line, but for the back-ticks that may turn out to be its end. */
    private void passOn(StringBuilder out) {
        int ticks = 0;
        while (ticks < line.length() && line.charAt(line.length() - 1 - ticks) == '`') {
            ticks++;
        }
        if (ticks < line.length()) {
            out.append("`".repeat(heldTicks)).append(line, 0, line.length() - ticks);
            heldTicks = 0;
        }
        heldTicks += ticks;
        line.setLength(0);
        passed = true;
    }

    private static boolean isFence(CharSequence line) {
        if (line.length() > MAX_FENCE) {
            return false;
        }
        int at = 0;
        while (at < line.length() && line.charAt(at) == '`') {
            at++;
        }
        return at >= MIN_TICKS && isOneWordAtMost(line, at);
    }

    private static boolean isOneWordAtMost(CharSequence line, int from) {
        int at = afterBlanks(line, from);
        while (at < line.length() && !isBlank(line.charAt(at))) {
            if (line.charAt(at) == '`') {
                return false;
            }
            at++;
        }
        return afterBlanks(line, at) == line.length();
    }

    private static int afterBlanks(CharSequence line, int from) {
        int at = from;
        while (at < line.length() && isBlank(line.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }
}
