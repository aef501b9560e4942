package io.aigateway.http;

import io.aigateway.wire.Json;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;

/** Server-sent events as GitLab's clients know them: lines end with CR LF, the name precedes the data, which is one line of JSON. */
public final class SseWriter {
    private static final byte[] EVENT = "event: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DATA = "\r\ndata: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private SseWriter() {}

    /** One event. */
    public static Buffer event(String name, Object data) {
        return event(name, Json.writeSpacedBytes(data));
    }

    /** The event at the end, whose data is null. */
    public static Buffer lastEvent(String name) {
        return event(name, NULL);
    }

    private static Buffer event(String name, byte[] data) {
        byte[] title = name.getBytes(StandardCharsets.US_ASCII);
        int length = EVENT.length + title.length + DATA.length + data.length + END.length;
        return Buffer.buffer(length)
                .appendBytes(EVENT)
                .appendBytes(title)
                .appendBytes(DATA)
                .appendBytes(data)
                .appendBytes(END);
    }
}
