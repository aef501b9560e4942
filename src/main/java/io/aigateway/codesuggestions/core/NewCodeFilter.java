package io.aigateway.codesuggestions.core;

/**
 * Takes the marks off code that a model was asked to put between {@code <new_code>} and {@code </new_code>}: the opening one, with
 * what precedes it only when that is white space, and everything from the closing one on. Models that were given the opening
 * mark do not repeat it, and most servers stop at the closing one; this is for the others.
 */
public final class NewCodeFilter implements TextFilter {
    private static final String OPENING = "<new_code>";
    private static final String CLOSING = "</new_code>";

    private final StringBuilder held = new StringBuilder();
    private boolean begun;
    private boolean closed;

    @Override
    public String feed(String piece) {
        if (closed) {
            return "";
        }
        held.append(piece);
        if (!begun && !begin()) {
            return "";
        }
        int closing = held.indexOf(CLOSING);
        if (closing >= 0) {
            closed = true;
            held.setLength(closing);
            return release(held.length());
        }
        return release(held.length() - heldBack());
    }

    @Override
    public String finish() {
        return closed ? "" : release(held.length());
    }

    /** Looks for the opening mark; false while it may still come. */
    private boolean begin() {
        int start = 0;
        while (start < held.length() && Character.isWhitespace(held.charAt(start))) {
            start++;
        }
        String rest = held.substring(start, Math.min(held.length(), start + OPENING.length()));
        if (rest.equals(OPENING)) {
            held.delete(0, start + OPENING.length());
        } else if (OPENING.startsWith(rest)) {
            return false;
        }
        begun = true;
        return true;
    }

    /** How much at the end could be the beginning of the closing mark. */
    private int heldBack() {
        for (int length = Math.min(CLOSING.length() - 1, held.length()); length > 0; length--) {
            if (CLOSING.startsWith(held.substring(held.length() - length))) {
                return length;
            }
        }
        return 0;
    }

    private String release(int length) {
        String text = held.substring(0, length);
        held.delete(0, length);
        return text;
    }
}
