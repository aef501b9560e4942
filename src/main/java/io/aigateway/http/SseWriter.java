package io.aigateway.http;

import io.aigateway.wire.Json;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;

/** Server-sent events as GitLab's clients know them: lines end with CR LF, the name precedes the data, which is one line of JSON. */
public final class SseWriter {
    private static final byte[] EVENT = "event: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DATA = "\r\ndata: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private SseWriter() {}

    /** One event. */
    public static Buffer event(String name, Object data) {
        return Buffer.buffer()
                .appendBytes(EVENT)
                .appendString(name)
                .appendBytes(DATA)
                .appendString(Json.writeSpaced(data))
                .appendBytes(END);
    }

    /** The event at the end, whose data is null. */
    public static Buffer lastEvent(String name) {
        return Buffer.buffer()
                .appendBytes(EVENT)
                .appendString(name)
                .appendBytes(DATA)
                .appendString("null")
                .appendBytes(END);
    }
}
