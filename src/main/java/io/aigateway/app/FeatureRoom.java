package io.aigateway.app;

import io.aigateway.blueprint.BlueprintVerticle;
import io.aigateway.bus.Bus;
import io.aigateway.chat.ChatVerticle;
import io.aigateway.codesuggestions.CodeSuggestionsVerticle;
import io.aigateway.codesuggestions.core.Languages;
import io.aigateway.embeddings.EmbeddingsVerticle;
import io.aigateway.limit.Limits;
import io.aigateway.model.EmbeddingModels;
import io.aigateway.model.ModelCalls;
import io.aigateway.model.Models;
import io.aigateway.prompts.PromptsVerticle;
import io.aigateway.proxy.ProxyVerticle;
import io.aigateway.registry.PromptModels;
import io.aigateway.registry.PromptRenderer;
import io.aigateway.search.SearchVerticle;
import io.aigateway.settings.GatewaySettings;
import io.aigateway.telemetry.TelemetryVerticle;
import io.vertx.core.Deployable;
import java.time.Clock;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** The features of a gateway, all of one state of the files: a request that one of them answers is answered from that state. */
final class FeatureRoom {
    private final Bus bus;
    private final Conf conf;
    private final Operations operations;
    private final ModelCalls calls;
    private final Limits limits;
    private final Models models;
    private final PromptModels prompts;
    private final PromptRenderer renderer;

    FeatureRoom(Bus bus, Conf conf, Operations operations, ModelCalls calls, Limits limits) {
        this.bus = bus;
        this.conf = conf;
        this.operations = operations;
        this.calls = calls;
        this.limits = limits;
        GatewaySettings settings = conf.settings();
        this.models = new Models(conf.catalogue(), settings.models());
        this.prompts = new PromptModels(conf.prompts(), models, settings.prompts());
        this.renderer = new PromptRenderer(conf.prompts(), Clock.system(ZoneId.systemDefault()));
    }

    /** Name of the part to what makes a verticle of it, in the order of deployment. */
    Map<String, Supplier<Deployable>> verticles() {
        GatewaySettings settings = conf.settings();
        var embeddings = new EmbeddingModels(conf.catalogue(), models, settings.models());
        Map<String, Supplier<Deployable>> all = new LinkedHashMap<>();
        all.put("codesuggestions", this::codeSuggestions);
        all.put("prompts", () -> PromptsVerticle.create(bus, models, prompts, renderer, callsOf("prompts")));
        all.put("chat", this::chat);
        all.put("blueprint", this::blueprint);
        all.put(
                "telemetry",
                () -> TelemetryVerticle.create(bus, conf.catalogue(), Languages::known, operations.suggestions()));
        all.put("proxy", () -> ProxyVerticle.create(bus, models, operations.models(), limits));
        all.put("embeddings", () -> new EmbeddingsVerticle(bus, embeddings, callsOf("embeddings")));
        all.put("search", () -> new SearchVerticle(bus, settings.search(), settings.models(), callsOf("search")));
        return all;
    }

    private ModelCalls callsOf(String feature) {
        return operations
                .discretion(conf.settings().redaction(), feature)
                .map(calls::with)
                .orElse(calls);
    }

    private Deployable codeSuggestions() {
        var parts = new CodeSuggestionsVerticle.Parts(
                models, prompts, renderer, callsOf("code_suggestions"), operations.suggestions());
        return CodeSuggestionsVerticle.create(
                bus, parts, conf.suggestions(), conf.settings().features());
    }

    private Deployable chat() {
        var parts = new ChatVerticle.Parts(
                models,
                prompts,
                renderer,
                callsOf("chat"),
                conf.chat(),
                conf.settings().prompts());
        return ChatVerticle.create(bus, parts);
    }

    private Deployable blueprint() {
        var parts = new BlueprintVerticle.Parts(
                models,
                callsOf("blueprint"),
                conf.blueprint(),
                conf.suggestions()::goesOnWithText,
                Languages::reported);
        return BlueprintVerticle.create(bus, parts);
    }
}
