package io.aigateway.wire;

import io.vertx.core.buffer.Buffer;
import java.util.Arrays;

/**
 * A body that arrives in pieces. One that arrives in one piece is not copied; others are copied as seldom as can be without setting
 * memory aside for what somebody only says is going to come.
 */
public final class Gathered {
    private static final int SMALLEST = 16 * 1024;

    /** How many times what has come is set aside at once. */
    private static final int AHEAD = 8;

    private final long expected;
    private byte[] bytes = new byte[0];
    private int length;

    /**
     * An empty body.
     *
     * @param expected how large it is going to be, as far as that is known; 0 when it is not
     */
    public Gathered(long expected) {
        this.expected = expected;
    }

    /** Adds a piece, which must not be changed any more. */
    public void add(Buffer piece) {
        int needed = length + piece.length();
        if (length == 0) {
            bytes = Bytes.of(piece);
        } else {
            if (needed > bytes.length) {
                bytes = Arrays.copyOf(bytes, room(needed));
            }
            piece.getBytes(bytes, length);
        }
        length = needed;
    }

    /** How much has come, in bytes. */
    public int length() {
        return length;
    }

    /** All that has come. */
    public byte[] whole() {
        return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    }

    private int room(int needed) {
        long ahead = Math.max(SMALLEST, (long) needed * AHEAD);
        return expected >= needed
                ? (int) Math.min(expected, ahead)
                : (int) Math.min(Integer.MAX_VALUE - 8L, Math.max(SMALLEST, needed * 2L));
    }
}
