package io.aigateway.app;

import io.aigateway.codesuggestions.SuggestionsFile;
import io.aigateway.registry.PromptFiles;
import io.aigateway.registry.Prompts;
import io.aigateway.wire.Json;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

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

    private static final FutureTask<Read> PRODUCT_PROMPTS = new FutureTask<>(() -> Read.of(ConfFiles.prompts("")));

    private static volatile boolean started;

    private Preload() {}

    static void start() {
        inBackground(Preload::load);
        started = true;
        inBackground(PRODUCT_PROMPTS);
    }

    private record Read(PromptFiles files, Prompts prompts) {
        static Read of(PromptFiles files) {
            return new Read(files, Prompts.read(files));
        }
    }

    /**
     * The prompts in these files, which have been read ahead unless an installation has its own.
     *
     * @throws IllegalArgumentException when they cannot be used
     */
    static Prompts prompts(PromptFiles files) {
        if (started) {
            try {
                Read ahead = PRODUCT_PROMPTS.get();
                if (ahead.files().texts().equals(files.texts())) {
                    return ahead.prompts();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (ExecutionException e) {
                // Reading them again meets the same, in the form in which it is reported.
            }
        }
        return Prompts.read(files);
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
