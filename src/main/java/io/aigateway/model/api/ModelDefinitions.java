package io.aigateway.model.api;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The models that administrators may choose from, and for what. Source: contract section 6.4.
 *
 * @param models   all models of the catalogue
 * @param features what models are chosen for
 */
public record ModelDefinitions(List<Definition> models, List<Feature> features) {
    public ModelDefinitions {
        models = List.copyOf(models);
        features = List.copyOf(features);
    }

    /**
     * A model.
     *
     * @param name          shown to people, without the provider
     * @param provider      shown to people; null for a family of self-hosted models
     * @param deprecation   when it goes away; null when it stays
     * @param description   one line; null for none
     * @param costIndicator {@code $} to {@code $$$$}; null for none
     */
    public record Definition(
            String identifier,
            String name,
            @Nullable String provider,
            @Nullable Deprecation deprecation,
            @Nullable String description,
            @Nullable String costIndicator) {}

    /**
     * When a model goes away.
     *
     * @param date           since when it is deprecated, {@code YYYY-MM-DD}
     * @param removalVersion GitLab release that no longer has it, e.g. {@code 19.5}
     */
    public record Deprecation(String date, String removalVersion) {}

    /**
     * What a model is chosen for.
     *
     * @param name           the feature setting
     * @param defaults       identifiers, the first one first
     * @param tags           tag to identifier
     * @param selectable     identifiers
     * @param beta           identifiers
     * @param deprecated     identifiers of selectable models that are deprecated
     * @param unitPrimitives capabilities that the feature covers
     */
    public record Feature(
            String name,
            List<String> defaults,
            Map<String, String> tags,
            List<String> selectable,
            List<String> beta,
            List<String> deprecated,
            List<String> unitPrimitives) {}
}
