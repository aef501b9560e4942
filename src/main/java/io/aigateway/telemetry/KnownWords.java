package io.aigateway.telemetry;

import io.aigateway.model.Catalogue;
import io.aigateway.model.Model;
import io.aigateway.model.api.ModelDefinitions;
import io.aigateway.observe.SuggestionMetrics;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes of what clients say words that may be counted under: those that the gateway knows, else {@code other}. */
final class KnownWords {
    private final Catalogue catalogue;
    private final UnaryOperator<String> languages;
    private final Set<String> features;

    /**
     * Words.
     *
     * @param languages gives the id of a language that it knows; otherwise an empty text
     */
    KnownWords(Catalogue catalogue, UnaryOperator<String> languages) {
        this.catalogue = catalogue;
        this.languages = languages;
        this.features = catalogue.definitions().features().stream()
                .map(ModelDefinitions.Feature::name)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The model with this identifier, or with one of its older spellings; null for none. */
    @Nullable
    Model model(String engine, String name) {
        Model model = catalogue.find(name);
        return model == null ? catalogue.find(engine + "/" + name) : model;
    }

    String modelName(String name) {
        Model model = catalogue.find(name);
        return model == null ? SuggestionMetrics.OTHER : model.identifier();
    }

    String language(String word) {
        String known = languages.apply(word);
        return known.isEmpty() ? SuggestionMetrics.OTHER : known;
    }

    String feature(String word) {
        return features.contains(word) ? word : SuggestionMetrics.OTHER;
    }
}
