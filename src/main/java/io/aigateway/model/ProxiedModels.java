package io.aigateway.model;

import io.aigateway.model.api.Target;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which models the provider proxies offer, by the names that the providers themselves give them. On Vertex AI they are asked for in
 * the region of the deployment, whatever region the features prefer. Source: contract section 4.
 */
final class ProxiedModels {
    /** Names of the proxies, and the provider that each of them leads to. */
    private static final Map<String, String> PROVIDERS =
            Map.of("anthropic", "anthropic", "openai", "openai", "vertex-ai", "vertexai");

    /** The provider whose models have a region. */
    private static final String IN_REGIONS = "vertexai";

    private final Map<String, Map<String, Target>> targets = new HashMap<>();
    private final String location;

    private ProxiedModels(String location) {
        this.location = location;
    }

    static ProxiedModels of(CatalogueFile file, Map<String, Model> models, String location) {
        var proxied = new ProxiedModels(location);
        file.models().forEach((identifier, entry) -> {
            if (entry.proxy() != null) {
                proxied.add(
                        entry.proxy(),
                        at(PROVIDERS.get(entry.proxy()), Objects.requireNonNull(models.get(identifier))));
            }
        });
        proxyOnly(file)
                .forEach((proxy, names) -> names.forEach(
                        name -> proxied.add(proxy, Target.of(Objects.requireNonNull(PROVIDERS.get(proxy)), name))));
        return proxied;
    }

    /** What is wrong with the file. */
    static List<String> problems(CatalogueFile file) {
        var problems = new ArrayList<String>();
        file.models().forEach((identifier, entry) -> {
            String proxy = entry.proxy();
            if (proxy != null
                    && entry.places().stream()
                            .noneMatch(place -> place.provider().equals(PROVIDERS.get(proxy)))) {
                problems.add("models." + identifier + ".proxy: " + proxy + " (expected: the proxy of its provider)");
            }
        });
        Set<String> unknown = new java.util.TreeSet<>(proxyOnly(file).keySet());
        unknown.removeAll(PROVIDERS.keySet());
        unknown.forEach(proxy -> problems.add("proxy_only." + proxy + " (expected: one of "
                + PROVIDERS.keySet().stream().sorted().toList() + ")"));
        return problems;
    }

    /** The first target of a model that the proxy leads to. */
    private static Target at(@Nullable String provider, Model model) {
        return model.groups().stream()
                .flatMap(group -> group.targets().stream())
                .filter(target -> target.provider().equals(provider))
                .findFirst()
                .orElseThrow();
    }

    @Nullable
    Target find(String proxy, String model) {
        return targets.getOrDefault(proxy, Map.of()).get(model);
    }

    private void add(String proxy, Target target) {
        Target placed = target.provider().equals(IN_REGIONS) ? target.withModel("", location) : target;
        targets.computeIfAbsent(proxy, unseen -> new HashMap<>()).putIfAbsent(target.model(), placed);
    }

    private static Map<String, List<String>> proxyOnly(CatalogueFile file) {
        return file.proxyOnly() == null ? Map.of() : file.proxyOnly();
    }
}
