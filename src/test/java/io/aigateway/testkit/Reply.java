package io.aigateway.testkit;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a {@link FakeUpstream} does with a request. Immutable: every method that changes something gives another reply.
 *
 * @param status     HTTP status
 * @param headers    of the answer
 * @param body       what is written
 * @param pieceBytes how much is written at once, in bytes
 * @param pause      between two pieces
 * @param gates      where writing waits, by offset in the body
 * @param ending     what comes after the last byte that is written
 * @param endOffset  number of bytes that are written
 */
@SuppressWarnings("ArrayRecordComponent")
public record Reply(
        int status,
        Map<String, String> headers,
        byte[] body,
        int pieceBytes,
        Duration pause,
        Map<Integer, Gate> gates,
        Ending ending,
        int endOffset) {

    /** What comes after the last byte that is written. */
    public enum Ending {
        /** The answer is complete. */
        END,
        /** The connection is closed, in the middle of the answer. */
        CUT,
        /** Nothing, for ever. */
        STALL,
        /** The body again, until the client has enough. */
        AGAIN,
        /** Nothing at all: not even a status. */
        NEVER
    }

    /** A whole answer. */
    public static Reply of(int status, String body) {
        return of(status, body.getBytes(StandardCharsets.UTF_8));
    }

    public static Reply of(int status, byte[] body) {
        int whole = Math.max(1, body.length);
        return new Reply(status, Map.of(), body, whole, Duration.ZERO, Map.of(), Ending.END, body.length);
    }

    /** A whole answer of JSON. */
    public static Reply json(int status, String body) {
        return of(status, body).header("content-type", "application/json");
    }

    /** Server-sent events, written at once. */
    public static Reply sse(String events) {
        return of(200, events).header("content-type", "text/event-stream; charset=utf-8");
    }

    /** A recorded answer, with its headers. */
    public static Reply recorded(Fixtures.Recorded recorded) {
        Reply reply = of(recorded.status(), recorded.body());
        for (Map.Entry<String, String> header : recorded.headers()) {
            reply = reply.header(header.getKey(), header.getValue());
        }
        return reply;
    }

    /** The request is read, and nothing ever said. */
    public static Reply never() {
        return of(200, "").ending(Ending.NEVER, 0);
    }

    /** The connection is closed instead of an answer. */
    public static Reply hangUp() {
        return of(200, "").ending(Ending.CUT, 0);
    }

    public Reply header(String name, String value) {
        var more = new TreeMap<>(headers);
        more.put(name, value);
        return new Reply(status, more, body, pieceBytes, pause, gates, ending, endOffset);
    }

    public Reply inPiecesOf(int bytes) {
        return new Reply(status, headers, body, bytes, pause, gates, ending, endOffset);
    }

    public Reply byteByByte() {
        return inPiecesOf(1);
    }

    /** Waits between two pieces; say how large they are with {@link #inPiecesOf}. */
    public Reply dripping(Duration between) {
        return new Reply(status, headers, body, pieceBytes, between, gates, ending, endOffset);
    }

    /** Waits for the gate before the byte at {@code offset} is written, or before the end when it is the body's length. */
    public Reply waitingAt(int offset, Gate gate) {
        var more = new TreeMap<>(gates);
        more.put(offset, gate);
        return new Reply(status, headers, body, pieceBytes, pause, more, ending, endOffset);
    }

    /** Closes the connection after so many bytes of the body. */
    public Reply cutAfter(int bytes) {
        return ending(Ending.CUT, bytes);
    }

    /** Falls silent after so many bytes of the body. */
    public Reply stalledAfter(int bytes) {
        return ending(Ending.STALL, bytes);
    }

    /** Begins again and again with the body, until the client has enough. */
    public Reply endless() {
        return ending(Ending.AGAIN, body.length);
    }

    private Reply ending(Ending other, int bytes) {
        return new Reply(status, headers, body, pieceBytes, pause, gates, other, bytes);
    }
}
