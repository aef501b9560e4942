package io.aigateway.proxy.core;

import org.jspecify.annotations.Nullable;

/**
 * Watches a JSON document go by, in pieces cut anywhere, and tells the numbers at the places of {@link UsagePaths}. It keeps the key
 * that it is reading and where it is, whatever the size of the document, and looks at each byte once. What is no JSON tells nothing.
 */
final class NumberWatch {
    /** Longer keys are none of ours, in bytes. */
    private static final int MAX_KEY = 32;

    /** Length of what is no key, or none of ours. */
    private static final int NO_KEY = MAX_KEY + 1;

    /** Places are no deeper; one more than the longest path, for the array around a document. */
    private static final int MAX_DEPTH = 8;

    /** Hears what was found. */
    interface Listener {
        void found(Counter counter, long number);
    }

    private enum State {
        STRUCTURE,
        TEXT,
        ESCAPE,
        NUMBER
    }

    private final Listener listener;
    private final byte[] key = new byte[MAX_KEY];
    private final UsagePaths[] places = new UsagePaths[MAX_DEPTH];
    private final boolean[] objects = new boolean[MAX_DEPTH];

    private State state = State.STRUCTURE;
    private @Nullable UsagePaths value = UsagePaths.ROOT;
    private boolean keyExpected;
    private int keyLength;
    private int depth;
    private int skipped;
    private long number;

    NumberWatch(Listener listener) {
        this.listener = listener;
    }

    /** Begins with another document. */
    void reset() {
        state = State.STRUCTURE;
        value = UsagePaths.ROOT;
        keyExpected = false;
        depth = 0;
        skipped = 0;
    }

    /** Reads the next bytes of the document. */
    void feed(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to) {
            if (state == State.TEXT) {
                int end = endOfText(bytes, i, to);
                keep(bytes, i, end);
                i = end;
            }
            if (i < to) {
                take(bytes[i]);
                i++;
            }
        }
    }

    /** Most of an answer is text of no interest: it is passed over in the shortest loop there is. */
    private static int endOfText(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to && bytes[i] != '"' && bytes[i] != '\\') {
            i++;
        }
        return i;
    }

    private void keep(byte[] bytes, int from, int to) {
        int length = to - from;
        if (keyLength + length > MAX_KEY) {
            keyLength = NO_KEY;
        } else {
            System.arraycopy(bytes, from, key, keyLength, length);
            keyLength += length;
        }
    }

    private void take(byte b) {
        if (state == State.STRUCTURE) {
            structure(b);
        } else if (state == State.NUMBER) {
            number(b);
        } else if (state == State.ESCAPE) {
            state = State.TEXT;
        } else {
            endText(b);
        }
    }

    private void endText(byte b) {
        if (b == '"') {
            state = State.STRUCTURE;
        } else {
            state = State.ESCAPE;
            keyLength = NO_KEY; // none of ours has an escape
        }
    }

    private void number(byte b) {
        if (b >= '0' && b <= '9') {
            number = Math.min(number * 10 + (b - '0'), Integer.MAX_VALUE);
            return;
        }
        UsagePaths place = value;
        if (place != null && place.counter() != null) {
            listener.found(place.counter(), number);
        }
        value = null;
        state = State.STRUCTURE;
        structure(b);
    }

    private void structure(byte b) {
        switch (b) {
            case '"' -> {
                state = State.TEXT;
                keyLength = skipped > 0 || !keyExpected ? NO_KEY : 0;
            }
            case '{', '[' -> open(b == '{');
            case '}', ']' -> close();
            case ':' -> endKey();
            case ',' -> next();
            default -> {
                if (b >= '0' && b <= '9' && skipped == 0 && value != null) {
                    state = State.NUMBER;
                    number = (long) b - '0';
                }
            }
        }
    }

    private void open(boolean object) {
        UsagePaths place = value;
        if (skipped > 0 || place == null || depth == MAX_DEPTH) {
            skipped++;
            return;
        }
        places[depth] = place;
        objects[depth] = object;
        depth++;
        next();
    }

    private void close() {
        if (skipped > 0) {
            skipped--;
        } else if (depth > 0) {
            depth--;
        }
        value = null;
    }

    private void endKey() {
        if (skipped == 0 && keyExpected && depth > 0) {
            value = keyLength > MAX_KEY ? null : places[depth - 1].under(key, keyLength);
            keyExpected = false;
        }
    }

    private void next() {
        if (skipped == 0 && depth > 0) {
            keyExpected = objects[depth - 1];
            value = keyExpected ? null : places[depth - 1];
        }
    }
}
