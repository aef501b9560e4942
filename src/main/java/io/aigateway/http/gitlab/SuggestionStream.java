package io.aigateway.http.gitlab;

import io.aigateway.bus.EventStream;
import io.aigateway.codesuggestions.api.SuggestionEnded;
import io.aigateway.codesuggestions.api.SuggestionEvent;
import io.aigateway.http.ErrorEvent;
import io.aigateway.http.Flags;
import io.aigateway.http.SseWriter;
import io.aigateway.http.StreamedReply;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;

/** Streamed suggestions: bare text in {@code /v2} and {@code /v3}, server-sent events in {@code /v4}. */
final class SuggestionStream {
    private static final String CONTENT_TYPE = "text/event-stream; charset=utf-8";
    private static final Buffer NOTHING = Buffer.buffer();

    private SuggestionStream() {}

    static Future<Void> raw(RoutingContext ctx, EventStream<SuggestionEvent, SuggestionEnded> events) {
        return new StreamedReply<>(ctx, events).send(CONTENT_TYPE, SuggestionStream::text, ended -> NOTHING);
    }

    static Future<Void> sse(
            RoutingContext ctx,
            EventStream<SuggestionEvent, SuggestionEnded> events,
            String region,
            long epochSeconds) {
        ctx.response()
                .putHeader("X-Streaming-Format", "sse")
                .putHeader("Cache-Control", "no-store")
                .putHeader("X-Accel-Buffering", "no");
        return new StreamedReply<>(ctx, events)
                .telling(ErrorEvent::of)
                .send(
                        CONTENT_TYPE,
                        event -> event instanceof SuggestionEvent.Begun begun
                                ? SseWriter.event(
                                        "stream_start",
                                        SuggestionJson.streamStart(begun.model(), region, epochSeconds, Flags.of(ctx)))
                                : chunk(event),
                        ended -> SseWriter.lastEvent("stream_end"));
    }

    private static Buffer chunk(SuggestionEvent event) {
        return event instanceof SuggestionEvent.Text text
                ? SseWriter.event("content_chunk", SuggestionJson.chunk(text.text()))
                : NOTHING;
    }

    private static Buffer text(SuggestionEvent event) {
        return event instanceof SuggestionEvent.Text text ? Buffer.buffer(text.text()) : NOTHING;
    }
}
