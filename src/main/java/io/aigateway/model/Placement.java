package io.aigateway.model;

import io.aigateway.kernel.Secret;
import io.aigateway.model.CatalogueFile.Balance;
import io.aigateway.model.CatalogueFile.Entry;
import io.aigateway.model.CatalogueFile.Place;
import io.aigateway.model.CatalogueFile.ProviderEntry;
import io.aigateway.model.api.Clocks;
import io.aigateway.model.api.Target;
import io.aigateway.settings.ModelSettings;
import io.aigateway.settings.ProviderSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes of the places that a catalogue entry names the targets that are asked: one for each key of their provider. */
final class Placement {
    private final Map<String, ProviderEntry> providers;
    private final Map<String, Integer> keyCounts;
    private final Clocks usual;
    private final boolean inEurope;

    Placement(CatalogueFile file, ModelSettings models, ProviderSettings settings) {
        this.providers = file.providers() == null ? Map.of() : file.providers();
        this.keyCounts = settings.keyCounts();
        this.inEurope = models.location().startsWith("europe-");
        var calls = settings.calls();
        this.usual = new Clocks(
                settings.connectTimeout().toMillis(),
                calls.firstByte().toMillis(),
                calls.firstToken().toMillis(),
                calls.betweenTokens().toMillis(),
                calls.total().toMillis());
    }

    /**
     * The targets of an entry, in the order in which they are tried.
     *
     * @param laidOver parameters of the installation, which win over those of the catalogue
     */
    List<TargetGroup> groups(Entry entry, Map<String, Object> laidOver) {
        var groups = new ArrayList<TargetGroup>();
        for (Place place : entry.places()) {
            groups.add(group(entry, place, laidOver));
        }
        return entry.balance() == Balance.WEIGHTED ? List.of(merged(groups)) : groups;
    }

    /** How patient calls of a provider are. */
    Clocks clocks(String provider) {
        ProviderEntry entry = providers.get(provider);
        return entry == null || entry.clocks() == null ? usual : usual.with(entry.clocks());
    }

    private TargetGroup group(Entry entry, Place place, Map<String, Object> laidOver) {
        Target target = target(entry, place, laidOver);
        int weight = place.weight() == null ? 1 : place.weight();
        boolean ownKeys =
                target.apiKey().reveal().isEmpty() && target.endpoint().isEmpty();
        int keys = ownKeys ? Math.max(1, keyCounts.getOrDefault(place.provider(), 1)) : 1;
        var targets = new ArrayList<Target>();
        var weights = new ArrayList<Integer>();
        for (int key = 0; key < keys; key++) {
            targets.add(target.withKey(key));
            weights.add(weight);
        }
        return new TargetGroup(targets, weights);
    }

    private Target target(Entry entry, Place place, Map<String, Object> laidOver) {
        String location = inEurope && place.locationInEurope() != null ? place.locationInEurope() : place.location();
        Clocks clocks = clocks(place.provider());
        return new Target(
                        place.provider(),
                        orEmpty(place.api()),
                        text(laidOver.get("model"), orEmpty(place.model())),
                        text(laidOver.get("api_base"), ""),
                        new Secret(text(laidOver.get("api_key"), orEmpty(place.apiKey()))),
                        text(laidOver.get("vertex_location"), orEmpty(location)),
                        Map.of(),
                        false)
                .withClocks(entry.clocks() == null ? clocks : clocks.with(entry.clocks()));
    }

    private static TargetGroup merged(List<TargetGroup> groups) {
        var targets = new ArrayList<Target>();
        var weights = new ArrayList<Integer>();
        groups.forEach(group -> {
            targets.addAll(group.targets());
            weights.addAll(group.weights());
        });
        return new TargetGroup(targets, weights);
    }

    private static String text(@Nullable Object laidOver, String otherwise) {
        return laidOver == null ? otherwise : laidOver.toString();
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
