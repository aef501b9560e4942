package io.aigateway.settings;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Everything that an administrator can set. */
public record GatewaySettings(
        ServerSettings server,
        AuthSettings auth,
        LoggingSettings logging,
        ModelSettings models,
        ProviderSettings providers,
        PromptSettings prompts,
        SearchSettings search,
        FeatureSettings features,
        ProxySettings proxy,
        OperationsSettings operations,
        LimitSettings limits,
        ClusterSettings cluster,
        VerticleSettings verticles,
        TraceSettings traces,
        DoorSettings door,
        RedactionSettings redaction) {

    private static final Setting<Boolean> STRICT =
            Kinds.flag("AIGW_STRICT_SETTINGS", true, "Refuse to start when a name beginning with AIGW_ is unknown.");

    /**
     * Reads everything.
     *
     * @throws SettingsException with every problem found
     */
    public static GatewaySettings from(Environment environment) {
        ProviderSettings providers = ProviderSettings.from(environment);
        ClusterSettings cluster = ClusterSettings.from(environment);
        var settings = new GatewaySettings(
                ServerSettings.from(environment),
                AuthSettings.from(environment),
                LoggingSettings.from(environment),
                ModelSettings.from(environment, providers),
                providers,
                PromptSettings.from(environment),
                SearchSettings.from(environment),
                FeatureSettings.from(environment),
                ProxySettings.from(environment),
                OperationsSettings.from(environment),
                LimitSettings.from(environment),
                cluster,
                VerticleSettings.from(environment, cluster.enabled()),
                TraceSettings.from(environment),
                DoorSettings.from(environment),
                RedactionSettings.from(environment));
        OriginalSettings.ALL.forEach(environment::accept);
        SettingsLoader.ALL.forEach(environment::accept);
        if (environment.read(STRICT)) {
            environment.refuseUnknownNames();
        }
        environment.check();
        return settings;
    }

    /** Every setting there is, by chapter of the reference. */
    public static Map<String, List<Setting<?>>> chapters() {
        var chapters = new LinkedHashMap<String, List<Setting<?>>>();
        chapters.put("Server", ServerSettings.ALL);
        chapters.put("HTTP", DoorSettings.ALL);
        chapters.put("Authentication", AuthSettings.ALL);
        chapters.put("Logging", LoggingSettings.ALL);
        chapters.put("Traces", TraceSettings.ALL);
        chapters.put("Models", ModelSettings.ALL);
        chapters.put("Providers", ProviderSettings.ALL);
        chapters.put("Prompts and chat", PromptSettings.ALL);
        chapters.put("Documentation search", SearchSettings.ALL);
        chapters.put("Features", FeatureSettings.ALL);
        chapters.put("Provider proxy", ProxySettings.ALL);
        chapters.put("Operations", OperationsSettings.ALL);
        chapters.put("Limits", LimitSettings.ALL);
        chapters.put("Verticles", VerticleSettings.ALL);
        chapters.put("Cluster", ClusterSettings.ALL);
        chapters.put("Redaction", RedactionSettings.ALL);
        chapters.put("Where settings come from", concat(SettingsLoader.ALL, List.of(STRICT)));
        chapters.put("Accepted for compatibility, without effect", OriginalSettings.ALL);
        return chapters;
    }

    private static List<Setting<?>> concat(List<Setting<?>> first, List<Setting<?>> second) {
        return java.util.stream.Stream.concat(first.stream(), second.stream()).toList();
    }
}
