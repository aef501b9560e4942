package io.aigateway.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The content of {@code conf/models.yaml}, key for key; that file says what they mean. */
record CatalogueFile(
        Map<String, Entry> models,
        @Nullable Map<String, String> aliases,
        @Nullable Map<String, Place> selfHostedPrefixes,
        Map<String, Feature> features) {

    record Entry(
            String name,
            @Nullable String provider,
            String engine,
            Place target,
            int contextTokens,
            @Nullable List<String> families,
            @Nullable List<String> stop,
            @Nullable String description,
            @Nullable String costIndicator,
            @Nullable Deprecation deprecation,
            @Nullable String proxy,
            @Nullable Boolean stripReasoning) {
        Entry {
            require(name, "name");
            require(engine, "engine");
            require(target, "target");
            if (contextTokens < 1) {
                throw new IllegalArgumentException("context_tokens: " + contextTokens + " (expected: at least 1)");
            }
        }
    }

    record Place(
            String provider,
            @Nullable String api,
            @Nullable String model,
            @Nullable String location,
            @Nullable String locationInEurope,
            @Nullable String apiKey) {
        Place {
            require(provider, "provider");
        }
    }

    record Deprecation(String deprecationDate, String removalVersion) {}

    record Feature(
            List<String> defaultModels,
            List<String> selectableModels,
            @Nullable List<String> betaModels,
            @Nullable List<String> unitPrimitives,
            @Nullable Map<String, String> modelsForTags) {
        Feature {
            require(defaultModels, "default_models");
            require(selectableModels, "selectable_models");
        }
    }

    CatalogueFile {
        require(models, "models");
        require(features, "features");
    }

    private static void require(@Nullable Object value, String key) {
        if (value == null) {
            throw new IllegalArgumentException(key + " is missing");
        }
    }
}
