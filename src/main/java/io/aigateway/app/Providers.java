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
import java.util.List;
import java.util.function.Supplier;

/** The providers of this installation. */
final class Providers {
    private Providers() {}

    /**
     * What makes each of them; called for every instance of its verticle.
     *
     * @throws IllegalArgumentException when a credential cannot be used
     */
    static List<Supplier<Provider>> of(Vertx vertx, ProviderSettings settings) {
        var google = GoogleCredentials.of(vertx, settings.vertex());
        return List.of(
                () -> new AnthropicProvider(settings.anthropic()),
                () -> new VertexAiProvider(settings.vertex(), google),
                () -> OpenAiProvider.openai(settings.openai()),
                () -> OpenAiProvider.fireworks(settings.fireworks()),
                () -> OpenAiProvider.mistral(settings.mistral()),
                OpenAiProvider::selfhosted);
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
