package io.aigateway.testkit;

import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** A collector of OpenTelemetry's spans, sent by OTLP over HTTP in protobuf. */
public final class FakeCollector implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final List<Seen> spans = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    /** A span that has arrived. Ids are in hexadecimal; the parent of a first span is empty. */
    public record Seen(
            String service,
            String name,
            Span.SpanKind kind,
            String trace,
            String id,
            String parent,
            boolean failed,
            Map<String, String> attributes) {}

    /** Starts one on a free port. */
    public FakeCollector() {
        server = OnLoop.await(
                vertx.createHttpServer().requestHandler(this::receive).listen(0, "127.0.0.1"));
    }

    /** For {@code OTEL_EXPORTER_OTLP_ENDPOINT}. */
    public String url() {
        return "http://127.0.0.1:" + server.actualPort();
    }

    /** The spans of one trace so far, in the order of their ends, about. */
    public List<Seen> trace(String id) {
        return spans.stream().filter(span -> span.trace().equals(id)).toList();
    }

    /** All spans so far. */
    public List<Seen> spans() {
        return spans;
    }

    @Override
    public void close() {
        OnLoop.await(vertx.close());
    }

    private void receive(HttpServerRequest request) {
        if (!request.path().equals("/v1/traces")) {
            request.response().setStatusCode(404).end();
            return;
        }
        request.body().onSuccess(body -> {
            keep(body);
            request.response()
                    .putHeader("Content-Type", "application/x-protobuf")
                    .end();
        });
    }

    private void keep(Buffer body) {
        try {
            for (ResourceSpans resource :
                    ExportTraceServiceRequest.parseFrom(body.getBytes()).getResourceSpansList()) {
                String service =
                        texts(resource.getResource().getAttributesList()).getOrDefault("service.name", "");
                resource.getScopeSpansList()
                        .forEach(scope -> scope.getSpansList().forEach(span -> spans.add(seen(service, span))));
            }
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    private static Seen seen(String service, Span span) {
        return new Seen(
                service,
                span.getName(),
                span.getKind(),
                hex(span.getTraceId().toByteArray()),
                hex(span.getSpanId().toByteArray()),
                hex(span.getParentSpanId().toByteArray()),
                span.getStatus().getCodeValue() == 2,
                texts(span.getAttributesList()));
    }

    private static String hex(byte[] id) {
        return HexFormat.of().formatHex(id);
    }

    private static Map<String, String> texts(List<KeyValue> attributes) {
        return attributes.stream().collect(Collectors.toMap(KeyValue::getKey, pair -> text(pair.getValue())));
    }

    private static String text(AnyValue value) {
        return switch (value.getValueCase()) {
            case STRING_VALUE -> value.getStringValue();
            case INT_VALUE -> String.valueOf(value.getIntValue());
            case ARRAY_VALUE ->
                value.getArrayValue().getValuesList().stream()
                        .map(FakeCollector::text)
                        .collect(Collectors.joining(","));
            default -> value.toString();
        };
    }
}
