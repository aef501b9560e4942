package io.aigateway.http.operations;

import io.aigateway.http.operations.ReloadRoutes.State;
import io.aigateway.observe.Logging;
import io.aigateway.settings.CallSettings;
import io.aigateway.settings.GatewaySettings;
import io.aigateway.settings.ServerSettings;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/** One node, as an operator wants to see it: what runs, how it is, and what it allows, in words. */
public final class Status {
    private final String version;
    private final GatewaySettings settings;
    private final Health health;
    private final Supplier<Map<String, Map<String, Long>>> troubled;
    private final IntSupplier apiPort;
    private final Supplier<State> files;

    /**
     * A status.
     *
     * @param version of the gateway
     * @param troubled targets that are not asked as usual, and how many of their circuit breakers are in which state
     * @param files   what of them is in force
     * @param apiPort that is listened on; asked when somebody wants to know
     */
    public Status(
            String version,
            GatewaySettings settings,
            Health health,
            Supplier<Map<String, Map<String, Long>>> troubled,
            IntSupplier apiPort,
            Supplier<State> files) {
        this.version = version;
        this.settings = settings;
        this.health = health;
        this.troubled = troubled;
        this.apiPort = apiPort;
        this.files = files;
    }

    /** All of it; can be written as JSON. */
    Map<String, Object> asJson() {
        long started = ManagementFactory.getRuntimeMXBean().getStartTime();
        var status = new LinkedHashMap<String, Object>();
        status.put("version", version);
        status.put("java", System.getProperty("java.version", ""));
        status.put("started_at", Instant.ofEpochMilli(started).toString());
        status.put("uptime_s", (System.currentTimeMillis() - started) / 1000);
        status.put("roles", settings.verticles().running());
        status.put("environment", settings.models().environment());
        status.put("models", settings.models().mock() ? "mock" : "real");
        status.put("api", apiHost() + ":" + apiPort.getAsInt());
        status.put("files", files.get().asJson());
        status.put("log_level", Logging.level());
        status.put("ready", health.isReady());
        status.put("checks", checks(health));
        status.put("breakers", breakers());
        status.put("limits", limits());
        return status;
    }

    static List<Map<String, Object>> checks(Health health) {
        return health.report().stream()
                .map(part -> {
                    Map<String, Object> written = new LinkedHashMap<>();
                    written.put("name", part.name());
                    written.put("required", part.required());
                    written.put("fine", part.finding().fine());
                    written.put("text", part.finding().text());
                    return written;
                })
                .toList();
    }

    private String apiHost() {
        String scheme = settings.server().tls().enabled() ? "https://" : "http://";
        return scheme + settings.server().apiHost();
    }

    /** Only those that are not closed: the others have nothing to tell. */
    private List<Map<String, Object>> breakers() {
        return troubled.get().entrySet().stream()
                .map(target -> {
                    Map<String, Object> written = new LinkedHashMap<>();
                    written.put("target", target.getKey());
                    written.putAll(target.getValue());
                    return written;
                })
                .toList();
    }

    private List<String> limits() {
        ServerSettings server = settings.server();
        CallSettings calls = settings.providers().calls();
        return List.of(
                "A request body has at most " + server.maxBodyBytes()
                        + " bytes (AIGW_HTTP__MAX_BODY_BYTES) and arrives within " + seconds(server.bodyTimeout())
                        + " (AIGW_HTTP__BODY_TIMEOUT).",
                "A request, its stream included, takes at most " + seconds(server.requestTimeout())
                        + " (AIGW_HTTP__REQUEST_TIMEOUT).",
                "A provider is called at most " + calls.maxConcurrent()
                        + " times at once (AIGW_PROVIDERS__MAX_CONCURRENT); " + calls.maxWaiting()
                        + " calls may wait (AIGW_PROVIDERS__MAX_WAITING) for " + seconds(calls.maxWait())
                        + " (AIGW_PROVIDERS__MAX_WAIT), then callers are sent away.",
                "A provider gets a connection within "
                        + seconds(settings.providers().connectTimeout())
                        + " (AIGW_PROVIDERS__CONNECT_TIMEOUT), begins to answer within " + seconds(calls.firstByte())
                        + " (AIGW_PROVIDERS__FIRST_BYTE_TIMEOUT) and ends within " + seconds(calls.total())
                        + " (AIGW_PROVIDERS__TOTAL_TIMEOUT).",
                "A call is repeated at most " + calls.retries() + " times (AIGW_PROVIDERS__RETRIES).",
                "At shutdown running requests are waited for " + seconds(server.drainTimeout())
                        + " (AIGW_HTTP__DRAIN_TIMEOUT).");
    }

    private static String seconds(Duration time) {
        String text = String.format(Locale.ROOT, "%.3f", time.toMillis() / 1000.0);
        return text.replaceAll("\\.?0+$", "") + " s";
    }
}
