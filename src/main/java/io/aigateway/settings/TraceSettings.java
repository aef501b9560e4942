package io.aigateway.settings;

import io.aigateway.kernel.Secret;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where traces go: OpenTelemetry's own variables, all of them, as its Java SDK takes them.
 *
 * @param enabled    whether anything is traced
 * @param properties the variables, by the SDK's names, such as {@code otel.exporter.otlp.endpoint}
 */
public record TraceSettings(boolean enabled, Map<String, String> properties) {
    static final Setting<Boolean> DISABLED =
            Kinds.flag("OTEL_SDK_DISABLED", false, "Trace nothing, whatever the other variables say.");
    static final Setting<String> EXPORTER = Kinds.oneOf(
            "OTEL_TRACES_EXPORTER",
            "",
            "Whether requests are traced: `otlp` sends spans to a collector, `none` does not. Without it, they are sent when an"
                    + " endpoint is set.",
            "",
            "otlp",
            "none");
    static final Setting<String> ENDPOINT = Kinds.text(
            "OTEL_EXPORTER_OTLP_ENDPOINT",
            "",
            "The collector, such as `http://collector:4318`; spans go to `/v1/traces` below it.");
    static final Setting<String> TRACES_ENDPOINT = Kinds.text(
            "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT",
            "",
            "The whole address for spans, where it is another than the usual.");
    static final Setting<String> PROTOCOL =
            Kinds.oneOf("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf", "How spans are sent.", "http/protobuf");
    static final Setting<Secret> HEADERS =
            Kinds.secret("OTEL_EXPORTER_OTLP_HEADERS", "Headers for the collector, such as `authorization=Bearer …`.");
    static final Setting<String> SERVICE =
            Kinds.text("OTEL_SERVICE_NAME", "ai-gateway", "The name under which spans are shown.");
    static final Setting<String> SAMPLER = Kinds.text(
            "OTEL_TRACES_SAMPLER",
            "parentbased_always_on",
            "Which requests are traced; `parentbased_traceidratio` with `OTEL_TRACES_SAMPLER_ARG` for a share of them.");
    static final Setting<String> SAMPLER_ARGUMENT =
            Kinds.text("OTEL_TRACES_SAMPLER_ARG", "", "The share, from 0 to 1.");
    static final Setting<String> PROPAGATORS = Kinds.text(
            "OTEL_PROPAGATORS",
            "tracecontext",
            "Which headers carry a trace, in and out. `baggage` would go to the providers, too.");

    static final List<Setting<?>> ALL = List.of(
            DISABLED,
            EXPORTER,
            ENDPOINT,
            TRACES_ENDPOINT,
            PROTOCOL,
            HEADERS,
            SERVICE,
            SAMPLER,
            SAMPLER_ARGUMENT,
            PROPAGATORS);

    private static final String PREFIX = "OTEL_";

    public TraceSettings {
        properties = Map.copyOf(properties);
    }

    static TraceSettings from(Environment environment) {
        String exporter = environment.read(EXPORTER);
        boolean endpoint = environment.has(ENDPOINT) || environment.has(TRACES_ENDPOINT);
        environment.read(PROTOCOL);
        boolean wanted = exporter.equals("otlp") || (exporter.isEmpty() && endpoint);
        var properties = new TreeMap<String, String>();
        environment
                .startingWith(PREFIX)
                .forEach((name, text) ->
                        properties.put(name.toLowerCase(Locale.ROOT).replace('_', '.'), text));
        return new TraceSettings(wanted && !environment.read(DISABLED), properties);
    }

    /** Names only: a header for the collector may be a credential. */
    @Override
    public String toString() {
        return "TraceSettings[enabled: " + enabled + ", " + properties.keySet() + "]";
    }
}
