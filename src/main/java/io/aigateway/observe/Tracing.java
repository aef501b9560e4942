package io.aigateway.observe;

import io.aigateway.bus.Header;
import io.aigateway.bus.Hops;
import io.aigateway.kernel.Failure;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.vertx.core.Context;
import io.vertx.core.internal.ContextInternal;
import io.vertx.tracing.opentelemetry.VertxContextStorageProvider.VertxContextStorage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A span for every hop over the bus, from the arrival of a request to the end of its work. It is the parent of what is asked for
 * the request from there, on every node, and of the calls to providers, which Vert.x traces by itself.
 */
final class Tracing implements Hops {
    private static final String TRACEPARENT = "traceparent";
    private static final AttributeKey<String> RPC_SYSTEM = AttributeKey.stringKey("rpc.system");
    private static final AttributeKey<String> RPC_METHOD = AttributeKey.stringKey("rpc.method");
    private static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");
    private static final AttributeKey<String> REQUEST_ID = AttributeKey.stringKey("aigateway.request_id");

    private final Tracer tracer;

    Tracing(OpenTelemetry telemetry) {
        this.tracer = telemetry.getTracer("io.aigateway");
    }

    @Override
    public Hop enter(Context context, String address, Header header) {
        Span span = tracer.spanBuilder(address)
                .setSpanKind(SpanKind.SERVER)
                .setParent(parent(header))
                .setAttribute(RPC_SYSTEM, "vertx_event_bus")
                .setAttribute(RPC_METHOD, address)
                .setAttribute(REQUEST_ID, header.requestId())
                .startSpan();
        // Never detached: the context is that of one message, and ends with it.
        VertxContextStorage.INSTANCE.attach(
                (ContextInternal) context,
                io.opentelemetry.context.Context.root().with(span));
        return new Traced(span, header.withTraceparent(Traceparent.of(span.getSpanContext())));
    }

    private static io.opentelemetry.context.Context parent(Header header) {
        return W3CTraceContextPropagator.getInstance()
                .extract(io.opentelemetry.context.Context.root(), header, HeaderGetter.INSTANCE);
    }

    private record Traced(Span span, Header header) implements Hop {
        @Override
        public void end(@Nullable Failure failure) {
            if (failure != null) {
                span.setAttribute(ERROR_TYPE, failure.kind().name());
                span.setStatus(StatusCode.ERROR);
            }
            span.end();
        }
    }

    private enum HeaderGetter implements TextMapGetter<Header> {
        INSTANCE;

        @Override
        @SuppressWarnings("deprecation") // must still be there in 1.68
        public Iterable<String> keys(Header carrier) {
            return List.of(TRACEPARENT);
        }

        @Override
        public @Nullable String get(@Nullable Header carrier, String key) {
            return carrier != null && key.equals(TRACEPARENT) ? carrier.traceparent() : null;
        }
    }
}
