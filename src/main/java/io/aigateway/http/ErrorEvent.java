package io.aigateway.http;

import io.aigateway.kernel.Failure;
import io.aigateway.model.api.ModelFailures;
import io.vertx.core.buffer.Buffer;
import java.util.LinkedHashMap;
import java.util.Locale;

/**
 * How a stream of server-sent events says that it fails in the middle: {@code event: error}, and what is wrong as one line of JSON.
 * Clients that do not know the event skip it, and see the connection cut, as they always have.
 */
public final class ErrorEvent {
    private ErrorEvent() {}

    /** The event for a failure. */
    public static Buffer of(Failure failure) {
        var error = new LinkedHashMap<String, Object>();
        error.put("type", failure.kind().name().toLowerCase(Locale.ROOT));
        error.put("message", failure.detail());
        error.put("retryable", ModelFailures.isPassing(failure));
        var event = new LinkedHashMap<String, Object>();
        event.put("type", "error");
        event.put("error", error);
        return SseWriter.event("error", event);
    }
}
