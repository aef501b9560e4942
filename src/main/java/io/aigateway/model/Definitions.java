package io.aigateway.model;

import io.aigateway.model.CatalogueFile.Entry;
import io.aigateway.model.api.ModelDefinitions;
import io.aigateway.model.api.ModelDefinitions.Definition;
import io.aigateway.model.api.ModelDefinitions.Deprecation;
import io.aigateway.model.api.ModelDefinitions.Feature;
import io.aigateway.settings.ModelSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes of the catalogue what administrators choose from. */
final class Definitions {
    private Definitions() {}

    static ModelDefinitions of(CatalogueFile file, ModelSettings settings) {
        var models = new ArrayList<Definition>();
        file.models().forEach((identifier, entry) -> models.add(definition(identifier, entry)));
        var features = new ArrayList<Feature>();
        file.features().forEach((name, feature) -> features.add(feature(name, feature, file, settings)));
        return new ModelDefinitions(models, features);
    }

    private static Definition definition(String identifier, Entry entry) {
        CatalogueFile.Deprecation deprecation = entry.deprecation();
        return new Definition(
                identifier,
                entry.name(),
                entry.provider(),
                deprecation == null
                        ? null
                        : new Deprecation(deprecation.deprecationDate(), deprecation.removalVersion()),
                entry.description(),
                entry.costIndicator());
    }

    private static Feature feature(
            String name, CatalogueFile.Feature feature, CatalogueFile file, ModelSettings settings) {
        List<String> deprecated = feature.selectableModels().stream()
                .filter(identifier -> {
                    Entry entry = file.models().get(identifier);
                    return entry != null && entry.deprecation() != null;
                })
                .toList();
        return new Feature(
                name,
                settings.defaultModels().getOrDefault(name, feature.defaultModels()),
                feature.modelsForTags() == null ? Map.of() : feature.modelsForTags(),
                feature.selectableModels(),
                orEmpty(feature.betaModels()),
                deprecated,
                orEmpty(feature.unitPrimitives()));
    }

    private static List<String> orEmpty(@Nullable List<String> list) {
        return list == null ? List.of() : list;
    }
}
