package io.aigateway.observe;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import org.jspecify.annotations.Nullable;

/** The place in a trace as the header of that name says it. Source: W3C Trace Context, version 00. */
public final class Traceparent {
    private Traceparent() {}

    /** Of the span that is current on this Vert.x context; {@code received} when nothing is traced. */
    public static @Nullable String current(@Nullable String received) {
        SpanContext span = Span.current().getSpanContext();
        return span.isValid() ? of(span) : received;
    }

    static String of(SpanContext span) {
        return "00-" + span.getTraceId() + "-" + span.getSpanId() + "-"
                + span.getTraceFlags().asHex();
    }
}
