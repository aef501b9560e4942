package io.aigateway.settings;

import com.fasterxml.jackson.core.type.TypeReference;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What operators see of the gateway.
 *
 * @param docsPath     path of the page that documents the API; empty for none
 * @param openApiPath  path of the OpenAPI document; empty for none
 * @param redocPath    second path of the page; empty for none
 * @param countThreads whether threads are counted under the original's name
 * @param engineLimits engine to model to the limits that are exported
 * @param reloadInterval how often changed files are looked for; 0 for never
 */
public record OperationsSettings(
        String docsPath,
        String openApiPath,
        String redocPath,
        boolean countThreads,
        Map<String, Map<String, Map<String, Double>>> engineLimits,
        Duration reloadInterval) {

    static final Setting<String> DOCS = path(
            "AIGW_FASTAPI__DOCS_URL", "Path of a page that documents the API, e.g. /docs; needs the document too.");
    static final Setting<String> OPENAPI =
            path("AIGW_FASTAPI__OPENAPI_URL", "Path of the OpenAPI document of the API, e.g. /openapi.json.");
    static final Setting<String> REDOC = path("AIGW_FASTAPI__REDOC_URL", "Another path of the same page.");
    static final Setting<Boolean> COUNT_THREADS = Kinds.flag(
            "AIGW_INSTRUMENTATOR__THREAD_MONITORING_ENABLED", false, "Export the gauge ai_gateway_threads_count.");
    static final Setting<Map<String, Map<String, Map<String, Double>>>> ENGINE_LIMITS = Kinds.json(
            "AIGW_MODEL_ENGINE_LIMITS",
            "{}",
            "a JSON object: engine to model to concurrency, input_tokens, output_tokens and total_tokens",
            new TypeReference<>() {},
            "Limits of models that are exported as gauges, beside what is used of them; nothing is refused.");

    static final Setting<Duration> RELOAD_INTERVAL = Kinds.secondsOrNone(
            "AIGW_RELOAD__INTERVAL",
            "0",
            "How often changed files of conf/ and of settings are looked for and put in force; 0 for never: `POST /reload` on the port for"
                    + " operators does it by hand.");
    static final Setting<Boolean> RELOAD = Kinds.flag(
            "AIGW_FASTAPI__RELOAD",
            false,
            "Put files of conf/ and of settings in force as they are saved, for development.");

    static final List<Setting<?>> ALL =
            List.of(DOCS, OPENAPI, REDOC, COUNT_THREADS, ENGINE_LIMITS, RELOAD_INTERVAL, RELOAD);

    private static final Duration AS_THEY_ARE_SAVED = Duration.ofSeconds(1);

    static OperationsSettings from(Environment environment) {
        return new OperationsSettings(
                environment.read(DOCS),
                environment.read(OPENAPI),
                environment.read(REDOC),
                environment.read(COUNT_THREADS),
                environment.read(ENGINE_LIMITS),
                interval(environment.read(RELOAD_INTERVAL), environment.read(RELOAD)));
    }

    private static Duration interval(Duration set, boolean development) {
        return development && set.isZero() ? AS_THEY_ARE_SAVED : set;
    }

    private static Setting<String> path(String name, String summary) {
        return new Setting<>(name, "a path that begins with /", "", false, summary, text -> {
            if (!text.isEmpty() && !text.matches("/[A-Za-z0-9._~/-]{1,100}")) {
                throw new IllegalArgumentException("no path");
            }
            return text;
        });
    }
}
