package io.aigateway.observe;

import io.aigateway.bus.Hops;
import io.aigateway.settings.TraceSettings;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.vertx.core.spi.VertxTracerFactory;
import io.vertx.tracing.opentelemetry.OpenTelemetryTracingFactory;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Where spans go. Without an exporter nothing is made and nothing costs. Spans wait in a bounded queue, and are lost when it is full. */
public final class Traces {
    /** No spans. */
    public static final Traces NONE = new Traces(null);

    /**
     * What this gateway takes for granted; the operator's own variables win. Baggage is not passed on, because it would go to the
     * providers.
     */
    private static final Map<String, String> USUAL = Map.of(
            "otel.service.name", "ai-gateway",
            "otel.traces.exporter", "otlp",
            "otel.metrics.exporter", "none",
            "otel.logs.exporter", "none",
            "otel.exporter.otlp.protocol", "http/protobuf",
            "otel.propagators", "tracecontext");

    private final @Nullable OpenTelemetrySdk sdk;

    private Traces(@Nullable OpenTelemetrySdk sdk) {
        this.sdk = sdk;
    }

    /**
     * Opens the exporter.
     *
     * @throws IllegalArgumentException when a variable is not understood
     */
    public static Traces of(TraceSettings settings) {
        if (!settings.enabled()) {
            return NONE;
        }
        JulBridge.install("io.opentelemetry");
        var properties = new HashMap<>(USUAL);
        properties.putAll(settings.properties());
        try {
            return new Traces(AutoConfiguredOpenTelemetrySdk.builder()
                    .disableShutdownHook()
                    .addPropertiesCustomizer(config -> properties)
                    .build()
                    .getOpenTelemetrySdk());
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("traces cannot be exported: " + e.getMessage(), e);
        }
    }

    /** What makes spans of HTTP, served and asked; null for none. */
    public @Nullable VertxTracerFactory http() {
        return sdk == null ? null : new OpenTelemetryTracingFactory(sdk);
    }

    /** What makes spans of the bus. */
    public Hops bus() {
        return sdk == null ? Hops.UNHEARD : new Tracing(sdk);
    }

    /** Sends what waits; gives up after {@code patience}. Blocks. */
    public void close(Duration patience) {
        if (sdk != null) {
            CompletableResultCode closed = sdk.shutdown();
            closed.join(patience.toMillis(), TimeUnit.MILLISECONDS);
        }
    }
}
