package io.aigateway.observe;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Bytes of lines that go out together. It grows with what is put into it, and is small again once that has gone out. What cannot be
 * encoded, half a surrogate pair, becomes a question mark.
 */
final class Utf8Buffer {
    /** Bytes that are kept for lines. */
    static final int SIZE = 64 * 1024;

    /** Of a character within a JSON text. */
    private static final int MAX_BYTES = 6;

    private static final int ASCII = 128;

    /** What follows the backslash of a character; 0 for one that stands for itself. */
    private static final byte[] ESCAPES = escapes();

    private static final byte[] NONE = new byte[ASCII];
    private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

    private byte[] bytes = new byte[SIZE];
    private int length;

    private static byte[] escapes() {
        var escapes = new byte[ASCII];
        Arrays.fill(escapes, 0, ' ', (byte) 'u');
        escapes['\b'] = 'b';
        escapes['\t'] = 't';
        escapes['\n'] = 'n';
        escapes['\f'] = 'f';
        escapes['\r'] = 'r';
        escapes['"'] = '"';
        escapes['\\'] = '\\';
        return escapes;
    }

    int length() {
        return length;
    }

    /** Forgets what comes after the first {@code kept} bytes. */
    void cut(int kept) {
        length = kept;
    }

    void put(char ascii) {
        ensure(1);
        bytes[length++] = (byte) ascii;
    }

    void put(byte[] some) {
        ensure(some.length);
        System.arraycopy(some, 0, bytes, length, some.length);
        length += some.length;
    }

    void put(long number) {
        if (number < 0) {
            put(Long.toString(number));
            return;
        }
        int digits = 1;
        for (long rest = number / 10; rest > 0; rest /= 10) {
            digits++;
        }
        put(number, digits);
    }

    /** The last digits of a number that is not negative. */
    void put(long number, int digits) {
        ensure(digits);
        long rest = number;
        for (int at = length + digits - 1; at >= length; at--) {
            bytes[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += digits;
    }

    /** A text as it is. */
    void put(CharSequence text) {
        put(text, text.length(), NONE);
    }

    /** The beginning of a text, as it stands between the quotes of JSON. */
    void putEscaped(CharSequence text, int end) {
        put(text, end, ESCAPES);
    }

    private void put(CharSequence text, int end, byte[] escapes) {
        ensure(MAX_BYTES * end);
        byte[] to = bytes;
        int at = length;
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            if (c < ASCII && escapes[c] == 0) {
                to[at++] = (byte) c;
            } else if (c < ASCII) {
                at = escape(to, at, c);
            } else if (Character.isHighSurrogate(c) && i + 1 < end && Character.isLowSurrogate(text.charAt(i + 1))) {
                at = encode(to, at, Character.toCodePoint(c, text.charAt(++i)));
            } else {
                at = Character.isSurrogate(c) ? encode(to, at, '?') : encode(to, at, c);
            }
        }
        length = at;
    }

    private static int escape(byte[] to, int start, char c) {
        int at = start;
        to[at++] = '\\';
        to[at++] = ESCAPES[c];
        if (ESCAPES[c] == 'u') {
            to[at++] = '0';
            to[at++] = '0';
            to[at++] = HEX[c >> 4];
            to[at++] = HEX[c & 0xF];
        }
        return at;
    }

    private static int encode(byte[] to, int start, int c) {
        int at = start;
        if (c < ASCII) {
            to[at++] = (byte) c;
        } else if (c < 0x800) {
            to[at++] = (byte) (0xC0 | (c >> 6));
            to[at++] = last(c);
        } else if (c < 0x10000) {
            to[at++] = (byte) (0xE0 | (c >> 12));
            to[at++] = last(c >> 6);
            to[at++] = last(c);
        } else {
            to[at++] = (byte) (0xF0 | (c >> 18));
            to[at++] = last(c >> 12);
            to[at++] = last(c >> 6);
            to[at++] = last(c);
        }
        return at;
    }

    private static byte last(int c) {
        return (byte) (0x80 | (c & 0x3F));
    }

    /** Passes all bytes on and is empty then, even if that fails. */
    void writeTo(OutputStream target) throws IOException {
        int all = length;
        length = 0;
        try {
            target.write(bytes, 0, all);
        } finally {
            if (bytes.length > SIZE) {
                bytes = new byte[SIZE];
            }
        }
    }

    private void ensure(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
