package io.aigateway.app;

import io.aigateway.provider.Provider;
import io.aigateway.provider.SearchEngine;
import io.aigateway.provider.anthropic.AnthropicProvider;
import io.aigateway.provider.google.GoogleCredentials;
import io.aigateway.provider.openai.OpenAiProvider;
import io.aigateway.provider.vertexai.VertexAiProvider;
import io.aigateway.provider.vertexsearch.VertexSearchEngine;
import io.aigateway.settings.ProviderSettings;
import io.aigateway.settings.SearchSettings;
import io.vertx.core.Vertx;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** The providers of this installation. */
final class Providers {
    private Providers() {}

    /**
     * What makes each of them, by name; called for every instance of its verticle.
     *
     * @throws IllegalArgumentException when a credential cannot be used
     */
    static Map<String, Supplier<Provider>> of(Vertx vertx, ProviderSettings settings) {
        var google = GoogleCredentials.of(vertx, settings.vertex());
        var providers = new LinkedHashMap<String, Supplier<Provider>>();
        providers.put("anthropic", () -> new AnthropicProvider(settings.anthropic()));
        providers.put("vertexai", () -> new VertexAiProvider(settings.vertex(), google));
        providers.put("openai", () -> OpenAiProvider.openai(settings.openai()));
        providers.put("fireworks", () -> OpenAiProvider.fireworks(settings.fireworks()));
        providers.put("mistral", () -> OpenAiProvider.mistral(settings.mistral()));
        providers.put("selfhosted", OpenAiProvider::selfhosted);
        return providers;
    }

    /**
     * What makes the engine that searches documentation.
     *
     * @throws IllegalArgumentException when a credential cannot be used
     */
    static Supplier<SearchEngine> searchEngine(Vertx vertx, SearchSettings settings) {
        var google = GoogleCredentials.of(vertx, settings.engine());
        return () -> new VertexSearchEngine(settings.engine(), google);
    }
}
