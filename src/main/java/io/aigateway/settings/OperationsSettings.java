package io.aigateway.settings;

import com.fasterxml.jackson.core.type.TypeReference;
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
 */
public record OperationsSettings(
        String docsPath,
        String openApiPath,
        String redocPath,
        boolean countThreads,
        Map<String, Map<String, Map<String, Double>>> engineLimits) {

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

    static final List<Setting<?>> ALL = List.of(DOCS, OPENAPI, REDOC, COUNT_THREADS, ENGINE_LIMITS);

    static OperationsSettings from(Environment environment) {
        return new OperationsSettings(
                environment.read(DOCS),
                environment.read(OPENAPI),
                environment.read(REDOC),
                environment.read(COUNT_THREADS),
                environment.read(ENGINE_LIMITS));
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
