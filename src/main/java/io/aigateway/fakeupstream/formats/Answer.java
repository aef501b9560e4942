package io.aigateway.fakeupstream.formats;

import io.aigateway.wire.Json;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * A good answer, in the pieces that faults can happen between. A whole document counts as two tokens, its halves, and its last
 * byte as what comes after them.
 *
 * @param stream  whether it is one of events
 * @param headers of the response
 * @param before  what comes before the first token; empty for nothing
 * @param tokens  how many there are
 * @param token   gives the bytes of a token by its number, counted from 0; knows more than there are if it is a stream
 * @param after   what comes after the last token
 */
public record Answer(
        boolean stream,
        Map<String, String> headers,
        String before,
        int tokens,
        IntFunction<String> token,
        String after) {

    /** A whole document of JSON. */
    static Answer whole(Object document) {
        String text = Json.writeText(document);
        int last = text.length() - 1;
        int middle = text.offsetByCodePoints(0, text.codePointCount(0, last) / 2);
        return new Answer(
                false,
                Map.of("content-type", "application/json"),
                "",
                2,
                index -> index == 0 ? text.substring(0, middle) : text.substring(middle, last),
                text.substring(last));
    }

    /** Events, as they are written. */
    static Answer events(String before, Text text, IntFunction<String> token, String after) {
        return new Answer(
                true,
                Map.of("content-type", "text/event-stream; charset=utf-8", "cache-control", "no-cache"),
                before,
                text.tokens(),
                token,
                after);
    }

    /** The same with another header. */
    public Answer with(String name, String value) {
        var more = new java.util.HashMap<>(headers);
        more.put(name, value);
        return new Answer(stream, Map.copyOf(more), before, tokens, token, after);
    }

    /** All of it. */
    public String whole() {
        var whole = new StringBuilder(before);
        for (int i = 0; i < tokens; i++) {
            whole.append(token.apply(i));
        }
        return whole.append(after).toString();
    }
}
