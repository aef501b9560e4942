package io.aigateway.wire;

import io.aigateway.kernel.Failure;
import io.aigateway.kernel.Failure.Kind;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Reads server-sent events from bytes as they arrive, however they are cut. Lines may end with LF, CR LF or CR. Works on bytes:
 * a character that is split between two reads is never looked at in halves. Source: WHATWG HTML, section 9.2.6.
 */
public final class SseParser {
    private static final byte[] DATA = "data".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] EVENT = "event".getBytes(StandardCharsets.US_ASCII);
    private static final int BYTE_ORDER_MARK_LENGTH = 3;

    private final int maxEventBytes;
    private final Line line = new Line();
    private final ByteArrayOutputStream data = new ByteArrayOutputStream(256);

    private String name = "";
    private boolean hasData;
    private boolean afterCarriageReturn;
    private boolean atStart = true;

    /**
     * A parser for one stream.
     *
     * @param maxEventBytes largest event; a larger one fails with {@link Kind#UPSTREAM_UNAVAILABLE}
     */
    public SseParser(int maxEventBytes) {
        this.maxEventBytes = maxEventBytes;
    }

    /** Reads the next bytes and gives every event that is complete to {@code out}. */
    public void feed(byte[] bytes, Consumer<SseEvent> out) {
        int start = 0;
        for (int i = 0; i < bytes.length; i++) {
            byte b = bytes[i];
            if (b != '\n' && b != '\r') {
                afterCarriageReturn = false;
                continue;
            }
            if (b == '\n' && afterCarriageReturn) {
                start = i + 1;
                afterCarriageReturn = false;
                continue;
            }
            take(bytes, start, i);
            endLine(out);
            start = i + 1;
            afterCarriageReturn = b == '\r';
        }
        take(bytes, start, bytes.length);
    }

    /** Whether bytes of an unfinished event have been read: at the end of the stream it was cut. */
    public boolean hasRest() {
        return hasData || line.size() > 0;
    }

    private void take(byte[] bytes, int from, int to) {
        if (to <= from) {
            return;
        }
        if (data.size() + line.size() + (to - from) > maxEventBytes) {
            throw Failure.of(Kind.UPSTREAM_UNAVAILABLE, "The provider sent an event that is too large")
                    .asException();
        }
        line.write(bytes, from, to - from);
    }

    private void endLine(Consumer<SseEvent> out) {
        byte[] raw = line.bytes();
        int length = line.size();
        int from = atStart && startsWithByteOrderMark(raw, length) ? BYTE_ORDER_MARK_LENGTH : 0;
        atStart = false;
        if (length == from) {
            dispatch(out);
        } else {
            field(raw, from, length);
        }
        line.reset();
    }

    private void field(byte[] raw, int from, int to) {
        int colon = from;
        while (colon < to && raw[colon] != ':') {
            colon++;
        }
        int value = colon + 1 < to && raw[colon + 1] == ' ' ? colon + 2 : Math.min(colon + 1, to);
        if (Arrays.equals(raw, from, colon, DATA, 0, DATA.length)) {
            if (hasData) {
                data.write('\n');
            }
            data.write(raw, value, to - value);
            hasData = true;
        } else if (Arrays.equals(raw, from, colon, EVENT, 0, EVENT.length)) {
            name = new String(raw, value, to - value, StandardCharsets.UTF_8);
        }
        // A comment (colon first), id, retry and unknown fields mean nothing here.
    }

    private void dispatch(Consumer<SseEvent> out) {
        if (hasData) {
            out.accept(new SseEvent(name, data.toByteArray()));
        }
        data.reset();
        hasData = false;
        name = "";
    }

    private static boolean startsWithByteOrderMark(byte[] raw, int length) {
        return length >= BYTE_ORDER_MARK_LENGTH
                && raw[0] == (byte) 0xEF
                && raw[1] == (byte) 0xBB
                && raw[2] == (byte) 0xBF;
    }

    /** A byte buffer whose content can be looked at without a copy. */
    private static final class Line extends ByteArrayOutputStream {
        byte[] bytes() {
            return buf;
        }
    }
}
