package io.aigateway.registry;

/**
 * Leaves out the thoughts that a model writes before its answer: a {@code <think>…</think>} block at the very beginning, or, where
 * the opening mark was part of the prompt, everything up to a {@code </think>} near the beginning. Reads text piece by piece; what
 * it gives does not depend on how the text was cut. Source: contract section 2.2.
 */
public final class ReasoningFilter {
    private static final String OPEN = "<think>";
    private static final String CLOSE = "</think>";

    /** A closing mark without an opening one counts when it begins within so many characters. */
    private static final int ORPHAN_WITHIN = 80;

    private enum State {
        /** Nothing is known yet. */
        BEGINNING,
        THINKING,
        /** White space between the thoughts and the answer. */
        BETWEEN,
        ANSWERING
    }

    private final StringBuilder held = new StringBuilder();
    private State state;

    private ReasoningFilter(State state) {
        this.state = state;
    }

    /** A filter for one answer of a model that may think aloud; for other models one that lets everything through. */
    public static ReasoningFilter forModel(boolean thinksAloud) {
        return new ReasoningFilter(thinksAloud ? State.BEGINNING : State.ANSWERING);
    }

    /** Takes the next piece and gives what is known to be part of the answer; may be empty. */
    public String feed(String piece) {
        if (state == State.ANSWERING && held.length() == 0) {
            return piece;
        }
        held.append(piece);
        if (state == State.BEGINNING) {
            begin();
        }
        if (state == State.THINKING) {
            think();
        }
        if (state == State.BETWEEN) {
            skipWhiteSpace();
        }
        return state == State.ANSWERING ? take() : "";
    }

    /** Ends the text and gives what was held back; a thought without an end was no answer. */
    public String finish() {
        String rest = state == State.BEGINNING ? take() : "";
        state = State.ANSWERING;
        return rest;
    }

    private void begin() {
        int start = firstVisible();
        if (held.length() - start >= OPEN.length() && held.indexOf(OPEN) == start) {
            held.delete(0, start + OPEN.length());
            state = State.THINKING;
            return;
        }
        int orphan = held.indexOf(CLOSE);
        if (orphan >= 0 && orphan <= ORPHAN_WITHIN) {
            held.delete(0, orphan + CLOSE.length());
            state = State.BETWEEN;
        } else if (held.length() >= ORPHAN_WITHIN + CLOSE.length() && start <= ORPHAN_WITHIN) {
            state = State.ANSWERING;
        }
    }

    /** Of a thought only what could be the beginning of its end is kept: it can be long. */
    private void think() {
        int end = held.indexOf(CLOSE);
        if (end >= 0) {
            held.delete(0, end + CLOSE.length());
            state = State.BETWEEN;
        } else {
            held.delete(0, Math.max(0, held.length() - (CLOSE.length() - 1)));
        }
    }

    private void skipWhiteSpace() {
        held.delete(0, firstVisible());
        if (held.length() > 0) {
            state = State.ANSWERING;
        }
    }

    private int firstVisible() {
        int start = 0;
        while (start < held.length() && Character.isWhitespace(held.charAt(start))) {
            start++;
        }
        return start;
    }

    private String take() {
        String text = held.toString();
        held.setLength(0);
        return text;
    }
}
