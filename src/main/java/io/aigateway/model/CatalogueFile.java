package io.aigateway.model;

import io.aigateway.model.api.Clocks;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The content of {@code conf/models.yaml}, key for key; that file says what they mean. */
record CatalogueFile(
        Map<String, Entry> models,
        @Nullable Map<String, String> aliases,
        @Nullable Map<String, Place> selfHostedPrefixes,
        @Nullable Map<String, ProviderEntry> providers,
        @Nullable Map<String, List<String>> proxyOnly,
        Map<String, Feature> features,
        @Nullable List<Limit> embeddingLimits,
        @Nullable Map<String, ContentType> embeddingContentTypes) {

    /** What holds for all models of a provider. */
    record ProviderEntry(@Nullable Map<String, Double> clocks) {
        ProviderEntry {
            requireClocks(clocks);
        }
    }

    /** Whether the first target that works is used, or calls are spread over all of them. */
    enum Balance {
        ORDERED,
        WEIGHTED
    }

    record Entry(
            String name,
            @Nullable String provider,
            String engine,
            @Nullable Place target,
            @Nullable List<Place> targets,
            @Nullable Balance balance,
            @Nullable Boolean hedge,
            @Nullable Map<String, Double> clocks,
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
            if ((target == null) == (targets == null || targets.isEmpty())) {
                throw new IllegalArgumentException("target, targets (expected: one of the two)");
            }
            requireClocks(clocks);
            if (contextTokens < 1) {
                throw new IllegalArgumentException("context_tokens: " + contextTokens + " (expected: at least 1)");
            }
        }

        /** Where the model is, in the order of the file. */
        List<Place> places() {
            return target != null ? List.of(target) : Objects.requireNonNull(targets);
        }
    }

    record Place(
            String provider,
            @Nullable String api,
            @Nullable String model,
            @Nullable String location,
            @Nullable String locationInEurope,
            @Nullable String apiKey,
            @Nullable Integer weight) {
        /** Without its key. */
        @Override
        public String toString() {
            return "Place[" + provider + ", " + model + "]";
        }

        Place {
            require(provider, "provider");
            if (weight != null && weight < 1) {
                throw new IllegalArgumentException("weight: " + weight + " (expected: at least 1)");
            }
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

    record Limit(
            String provider,
            @Nullable String models,
            int texts,
            @Nullable Integer tokens,
            @Nullable Integer tokensOfOne) {
        Limit {
            require(provider, "provider");
            if (texts < 1) {
                throw new IllegalArgumentException("texts: " + texts + " (expected: at least 1)");
            }
        }
    }

    record ContentType(List<String> models, String unitPrimitive) {
        ContentType {
            require(models, "models");
            require(unitPrimitive, "unit_primitive");
        }
    }

    CatalogueFile {
        require(models, "models");
        require(features, "features");
    }

    private static void requireClocks(@Nullable Map<String, Double> clocks) {
        Set<String> known =
                Arrays.stream(Clocks.Clock.values()).map(Clocks.Clock::key).collect(Collectors.toSet());
        if (clocks != null) {
            clocks.forEach((name, seconds) -> {
                if (!known.contains(name) || !(seconds > 0)) {
                    throw new IllegalArgumentException(
                            "clocks: " + name + ": " + seconds + " (expected: one of " + known + ", seconds above 0)");
                }
            });
        }
    }

    private static void require(@Nullable Object value, String key) {
        if (value == null) {
            throw new IllegalArgumentException(key + " is missing");
        }
    }
}
