package io.aigateway.wire;

import io.aigateway.kernel.Failure;
import io.aigateway.kernel.Failure.Kind;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads server-sent events from bytes as they arrive, however they are cut. Lines may end with LF, CR LF or CR. Works on bytes:
 * a character that is split between two reads is never looked at in halves. Source: WHATWG HTML, section 9.2.6.
 */
public final class SseParser {
    private static final byte[] DATA = "data".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] EVENT = "event".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NONE = new byte[0];
    private static final int BYTE_ORDER_MARK_LENGTH = 3;

    private final int maxEventBytes;

    /** The beginning of a line whose end has not come; null between lines, where most pieces end: it would wait there for ever. */
    private @Nullable Line line;

    /** The data of an event that has more than one line of them. */
    private @Nullable ByteArrayOutputStream lines;

    private byte[] data = NONE;
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
            endLine(bytes, start, i, out);
            start = i + 1;
            afterCarriageReturn = b == '\r';
        }
        begin(bytes, start, bytes.length);
    }

    /** Whether bytes of an unfinished event have been read: at the end of the stream it was cut. */
    public boolean hasRest() {
        return hasData || line != null;
    }

    /** Keeps what comes before the end of a line. */
    private void begin(byte[] bytes, int from, int to) {
        if (to > from) {
            refuseLarge(to - from);
            Line begun = line == null ? new Line() : line;
            begun.write(bytes, from, to - from);
            line = begun;
        }
    }

    private void refuseLarge(int more) {
        int before = (lines == null ? data.length : lines.size()) + (line == null ? 0 : line.size());
        if (before + more > maxEventBytes) {
            throw Failure.of(Kind.UPSTREAM_UNAVAILABLE, "The provider sent an event that is too large")
                    .asException();
        }
    }

    /** Most lines come whole, and are read where they are. */
    private void endLine(byte[] bytes, int from, int to, Consumer<SseEvent> out) {
        if (line != null) {
            begin(bytes, from, to);
            Line whole = line;
            line = null;
            read(whole.bytes(), 0, whole.size(), out);
        } else {
            if (to > from) {
                refuseLarge(to - from);
            }
            read(bytes, from, to, out);
        }
    }

    private void read(byte[] raw, int start, int to, Consumer<SseEvent> out) {
        int from = atStart && startsWithByteOrderMark(raw, start, to) ? start + BYTE_ORDER_MARK_LENGTH : start;
        atStart = false;
        if (from == to) {
            dispatch(out);
        } else {
            field(raw, from, to);
        }
    }

    private void field(byte[] raw, int from, int to) {
        int colon = from;
        while (colon < to && raw[colon] != ':') {
            colon++;
        }
        int value = colon + 1 < to && raw[colon + 1] == ' ' ? colon + 2 : Math.min(colon + 1, to);
        if (Arrays.equals(raw, from, colon, DATA, 0, DATA.length)) {
            addData(raw, value, to);
        } else if (Arrays.equals(raw, from, colon, EVENT, 0, EVENT.length)) {
            name = new String(raw, value, to - value, StandardCharsets.UTF_8);
        }
        // A comment (colon first), id, retry and unknown fields mean nothing here.
    }

    private void addData(byte[] raw, int from, int to) {
        if (!hasData) {
            data = Arrays.copyOfRange(raw, from, to);
            hasData = true;
            return;
        }
        ByteArrayOutputStream all = lines;
        if (all == null) {
            all = new ByteArrayOutputStream(2 * (data.length + to - from));
            all.writeBytes(data);
            lines = all;
        }
        all.write('\n');
        all.write(raw, from, to - from);
    }

    private void dispatch(Consumer<SseEvent> out) {
        if (hasData) {
            out.accept(new SseEvent(name, lines == null ? data : lines.toByteArray()));
        }
        lines = null;
        data = NONE;
        hasData = false;
        name = "";
    }

    private static boolean startsWithByteOrderMark(byte[] raw, int from, int to) {
        return to - from >= BYTE_ORDER_MARK_LENGTH
                && raw[from] == (byte) 0xEF
                && raw[from + 1] == (byte) 0xBB
                && raw[from + 2] == (byte) 0xBF;
    }

    /** A byte buffer whose content can be looked at without a copy. */
    private static final class Line extends ByteArrayOutputStream {
        byte[] bytes() {
            return buf;
        }
    }
}
