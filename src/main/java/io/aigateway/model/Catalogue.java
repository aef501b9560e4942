package io.aigateway.model;

import io.aigateway.model.CatalogueFile.ContentType;
import io.aigateway.model.CatalogueFile.Entry;
import io.aigateway.model.CatalogueFile.Feature;
import io.aigateway.model.CatalogueFile.Limit;
import io.aigateway.model.CatalogueFile.Place;
import io.aigateway.model.api.Clocks;
import io.aigateway.model.api.ModelDefinitions;
import io.aigateway.model.api.Target;
import io.aigateway.settings.ModelSettings;
import io.aigateway.settings.ProviderSettings;
import io.aigateway.wire.Yaml;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** The models of this installation and the defaults of its features; read once from YAML and checked as a whole. */
public final class Catalogue {
    /** Stands before a feature's name in the identifier of "any of its defaults". */
    private static final String ANY_DEFAULT = "__default__";

    private final Map<String, Model> models = new LinkedHashMap<>();
    private final Map<String, String> aliases;
    private final Map<String, Place> prefixes;
    private final Map<String, List<String>> defaults = new LinkedHashMap<>();
    private final ModelDefinitions definitions;
    private final List<Limit> embeddingLimits;
    private final Map<String, ContentType> contentTypes;
    private final Placement placement;
    private final ProxiedModels proxied;

    private Catalogue(CatalogueFile file, ModelSettings settings, ProviderSettings providers) {
        embeddingLimits = file.embeddingLimits() == null ? List.of() : file.embeddingLimits();
        contentTypes = file.embeddingContentTypes() == null ? Map.of() : file.embeddingContentTypes();
        aliases = file.aliases() == null ? Map.of() : file.aliases();
        prefixes = file.selfHostedPrefixes() == null ? Map.of() : file.selfHostedPrefixes();
        definitions = Definitions.of(file, settings);
        placement = new Placement(file, settings, providers);
        file.models().forEach((identifier, entry) -> {
            Map<String, Object> laidOver = settings.modelParams().getOrDefault(identifier, Map.of());
            models.put(identifier, model(identifier, entry, placement.groups(entry, laidOver)));
        });
        proxied = ProxiedModels.of(file, models, settings.location());
        file.features()
                .forEach((name, feature) ->
                        defaults.put(name, settings.defaultModels().getOrDefault(name, feature.defaultModels())));
    }

    /**
     * Reads a catalogue.
     *
     * @param text content of the YAML file
     * @param name of the file, for messages
     * @throws IllegalArgumentException naming everything that is wrong
     */
    public static Catalogue read(String text, String name, ModelSettings settings, ProviderSettings providers) {
        CatalogueFile file = Yaml.read(text, name, CatalogueFile.class);
        List<String> problems = problems(file, settings);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(name + ":\n  " + String.join("\n  ", problems));
        }
        return new Catalogue(file, settings, providers);
    }

    /** The model with this identifier, or with this older spelling of it. */
    public @Nullable Model find(String identifier) {
        if (identifier.startsWith(ANY_DEFAULT)) {
            return anyDefaultOf(identifier.substring(ANY_DEFAULT.length()));
        }
        Model model = models.get(identifier);
        return model != null ? model : models.get(aliases.getOrDefault(identifier, ""));
    }

    /** One of the models that a feature uses when nobody chooses one, so that load is spread; null for an unknown feature. */
    public @Nullable Model anyDefaultOf(String featureSetting) {
        List<String> identifiers = defaults.get(featureSetting);
        return identifiers == null
                ? null
                : find(identifiers.get(ThreadLocalRandom.current().nextInt(identifiers.size())));
    }

    /** What administrators choose from. */
    public ModelDefinitions definitions() {
        return definitions;
    }

    /**
     * How a model is reached that a provider proxy offers.
     *
     * @param proxy name of the proxy as in its path, e.g. {@code vertex-ai}
     * @param model the provider's own name of the model
     * @return null when the proxy does not offer it
     */
    public @Nullable Target proxied(String proxy, String model) {
        return proxied.find(proxy, model);
    }

    /** The model that a feature uses when nobody chooses one; null for an unknown feature. */
    public @Nullable Model defaultOf(String featureSetting) {
        List<String> identifiers = defaults.get(featureSetting);
        return identifiers == null ? null : find(identifiers.get(0));
    }

    /** The models that features use when nobody chooses one, each once; those that callers host are left out. */
    public List<Model> inUse() {
        return defaults.values().stream()
                .flatMap(List::stream)
                .distinct()
                .map(this::find)
                .filter(Objects::nonNull)
                .filter(model -> !model.isSelfHosted())
                .toList();
    }

    /** How patient calls of a provider are. */
    Clocks clocks(String provider) {
        return placement.clocks(provider);
    }

    /** How the provider is reached that an identifier's prefix names; null for an unknown prefix. */
    @Nullable
    Place place(String prefix) {
        return prefixes.get(prefix);
    }

    /** How much of texts to embed a provider takes at once: the first limit that fits counts. */
    EmbeddingLimit embeddingLimit(Target target) {
        return embeddingLimits.stream()
                .filter(limit -> limit.provider().equals(target.provider())
                        && target.model().startsWith(limit.models() == null ? "" : limit.models()))
                .findFirst()
                .map(limit -> new EmbeddingLimit(limit.texts(), orZero(limit.tokens()), orZero(limit.tokensOfOne())))
                .orElse(EmbeddingLimit.UNKNOWN);
    }

    /** What embeds a type of content; null for an unknown one. */
    @Nullable
    ContentType contentType(String name) {
        return contentTypes.get(name);
    }

    private static Model model(String identifier, Entry entry, List<TargetGroup> groups) {
        return new Model(
                identifier,
                entry.name(),
                entry.provider(),
                entry.engine(),
                groups,
                Boolean.TRUE.equals(entry.hedge()),
                entry.contextTokens(),
                entry.families() == null ? List.of() : entry.families(),
                entry.stop() == null ? List.of() : entry.stop(),
                Boolean.TRUE.equals(entry.stripReasoning()));
    }

    private static List<String> problems(CatalogueFile file, ModelSettings settings) {
        var problems = new ArrayList<>(ProxiedModels.problems(file));
        file.features().forEach((name, feature) -> check(name, feature, file, problems));
        settings.defaultModels().forEach((feature, identifiers) -> {
            if (identifiers.isEmpty() || !file.models().keySet().containsAll(identifiers)) {
                problems.add("AIGW_MODEL_SELECTION__DEFAULT_MODELS: " + feature + ": " + identifiers
                        + " (expected: identifiers of the catalogue, at least one)");
            }
        });
        settings.modelParams().keySet().stream()
                .filter(identifier -> !file.models().containsKey(identifier))
                .forEach(identifier -> problems.add("AIGW_MODEL_SELECTION__MODEL_PARAMS: " + identifier
                        + " (expected: an identifier of the catalogue)"));
        if (file.embeddingContentTypes() != null) {
            file.embeddingContentTypes().forEach((name, type) -> check(name, type, file, problems));
        }
        return problems;
    }

    private static void check(String name, ContentType type, CatalogueFile file, List<String> problems) {
        boolean embedding = type.models().stream().allMatch(identifier -> isEmbedding(file, identifier));
        if (type.models().isEmpty() || !embedding) {
            problems.add("embedding_content_types." + name + ".models: " + type.models()
                    + " (expected: models above of the family embedding, at least one)");
        }
    }

    private static boolean isEmbedding(CatalogueFile file, String identifier) {
        Entry entry = file.models().get(identifier);
        return entry != null && entry.families() != null && entry.families().contains(EmbeddingModels.FAMILY);
    }

    private static void check(String name, Feature feature, CatalogueFile file, List<String> problems) {
        if (feature.defaultModels().isEmpty()) {
            problems.add("features." + name + ".default_models: [] (expected: at least one)");
        }
        for (String identifier : feature.defaultModels()) {
            if (!feature.selectableModels().contains(identifier)) {
                problems.add("features." + name + ".default_models: " + identifier + " (expected: a selectable model)");
            }
        }
        for (String identifier : feature.selectableModels()) {
            Entry entry = file.models().get(identifier);
            if (entry == null) {
                problems.add("features." + name + ".selectable_models: " + identifier + " (expected: a model above)");
            } else if (entry.description() == null || entry.costIndicator() == null) {
                problems.add(
                        "models." + identifier + " (expected: description and cost_indicator, as it is selectable)");
            }
        }
    }

    private static int orZero(@Nullable Integer number) {
        return number == null ? 0 : number;
    }
}
