package io.aigateway.settings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Which parts of the gateway a node runs, and how many instances of each. A part is a verticle: {@code http}, a feature or a provider.
 *
 * @param roles  names of the parts that run; a name also stands for what begins with it and a dot, {@code features} for every
 *     feature; empty for everything
 * @param counts instances of a part; what is absent has one for each core
 */
public record VerticleSettings(List<String> roles, Map<String, Integer> counts) {
    /** The part that clients talk to. */
    public static final String HTTP = "http";

    /** Before the name of a provider. */
    public static final String PROVIDER = "provider.";

    /** The parts that are features. */
    public static final List<String> FEATURES =
            List.of("codesuggestions", "chat", "prompts", "blueprint", "telemetry", "proxy", "embeddings", "search");

    private static final String ALL_FEATURES = "features";
    private static final int MAX_INSTANCES = 64;
    private static final int AUTO = -1;

    private static final List<String> PROVIDERS =
            List.of("mock", "anthropic", "vertexai", "openai", "fireworks", "mistral", "selfhosted", "vertexsearch");

    static final Setting<List<String>> ROLES = Kinds.list(
            "AIGW_ROLES",
            "Parts that this node runs: http, features, provider, or the names of single ones such as chat and"
                    + " provider.anthropic; empty for all. The same as --roles on the command line.");

    static final List<Setting<?>> ALL = settings();

    public VerticleSettings {
        roles = List.copyOf(roles);
        counts = Map.copyOf(counts);
    }

    /** Instances of a part on this node; 0 when it does not run here. */
    public int instances(String part) {
        int count = counts.getOrDefault(part, AUTO);
        if (count == 0 || !isWanted(part)) {
            return 0;
        }
        return count == AUTO ? Runtime.getRuntime().availableProcessors() : count;
    }

    /** Whether the part runs on this node. */
    public boolean runs(String part) {
        return instances(part) > 0;
    }

    /** Parts that run on this node, or {@code all} of them. */
    public List<String> running() {
        List<String> running = parts().stream().filter(this::runs).toList();
        return running.size() == parts().size() ? List.of("all") : running;
    }

    private boolean isWanted(String part) {
        return roles.isEmpty()
                || roles.stream()
                        .anyMatch(role -> part.equals(role)
                                || part.startsWith(role + ".")
                                || (role.equals(ALL_FEATURES) && FEATURES.contains(part)));
    }

    static VerticleSettings from(Environment environment, boolean clustered) {
        List<String> roles = environment.read(ROLES).stream()
                .map(role -> role.toLowerCase(Locale.ROOT))
                .toList();
        for (String role : roles) {
            if (!isKnown(role)) {
                environment.complain(ROLES, role, "http, features, provider, or one of " + parts());
            }
        }
        var counts = new LinkedHashMap<String, Integer>();
        parts().forEach(part -> environment.find(count(part)).ifPresent(count -> counts.put(part, count)));
        var settings = new VerticleSettings(roles, counts);
        if (!clustered && !settings.runs(HTTP)) {
            environment.complain(ROLES, String.join(",", roles), "http among them, because the node is in no cluster");
        }
        return settings;
    }

    private static boolean isKnown(String role) {
        return role.equals(ALL_FEATURES)
                || parts().stream().anyMatch(part -> part.equals(role) || part.startsWith(role + "."));
    }

    private static List<String> parts() {
        var parts = new ArrayList<String>();
        parts.add(HTTP);
        parts.addAll(FEATURES);
        PROVIDERS.forEach(provider -> parts.add(PROVIDER + provider));
        return parts;
    }

    private static List<Setting<?>> settings() {
        var settings = new ArrayList<Setting<?>>();
        settings.add(ROLES);
        parts().forEach(part -> settings.add(count(part)));
        return List.copyOf(settings);
    }

    private static Setting<Integer> count(String part) {
        String name = "AIGW_VERTICLES__" + part.toUpperCase(Locale.ROOT).replace(".", "__");
        String expected = "a whole number from 0 to " + MAX_INSTANCES + ", or nothing for one for each core";
        return Kinds.whole(name, 0, 0, MAX_INSTANCES, "Instances of " + part + " on this node; 0 for none.")
                .expecting(expected)
                .or("");
    }
}
