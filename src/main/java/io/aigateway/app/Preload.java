package io.aigateway.app;

import io.aigateway.codesuggestions.SuggestionsFile;
import io.aigateway.wire.Json;
import java.util.List;
import java.util.Map;

/**
 * Loads, beside the start on another core, what the start and the first request need later, so that a third of the start's work
 * happens at the same time as the rest.
 */
final class Preload {
    private static final List<String> CLASSES = List.of(
            "io.vertx.ext.web.impl.RouterImpl",
            "io.vertx.ext.web.impl.RoutingContextImpl",
            "io.vertx.core.http.impl.HttpServerImpl",
            "io.vertx.core.http.impl.Http1xServerConnection",
            "io.aigateway.model.Catalogue",
            "io.aigateway.http.HttpVerticle",
            "io.aigateway.http.gitlab.CodeSuggestionRoutes",
            "io.aigateway.codesuggestions.core.syntax.Syntax",
            "io.aigateway.codesuggestions.core.Languages");

    private Preload() {}

    static void start() {
        if (Runtime.getRuntime().availableProcessors() > 1) {
            inBackground(Preload::load);
        }
    }

    private static void inBackground(Runnable work) {
        var thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (RuntimeException | LinkageError e) {
                        // Whatever it is, the start itself meets it again and reports it.
                    }
                },
                "preload");
        thread.setDaemon(true);
        thread.start();
    }

    private static void load() {
        try {
            SuggestionsFile.read(ConfFiles.read("", "code-suggestions.yaml"), "code-suggestions.yaml");
            Json.read(Json.write(Map.of("a", List.of(1, "b"))));
            for (String name : CLASSES) {
                Class.forName(name);
            }
        } catch (Exception | LinkageError e) {
            // Whatever it is, the start itself meets it again and reports it.
        }
    }
}
