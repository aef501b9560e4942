package io.aigateway.settings;

import io.vertx.config.ConfigRetriever;
import io.vertx.config.ConfigRetrieverOptions;
import io.vertx.config.ConfigStoreOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Collects settings from the YAML file, {@code .env} and the environment; the later wins. In the YAML file the path of a value,
 * joined by double underscores, is the name of its variable without {@code AIGW_}; names in capitals are taken as they are.
 */
public final class SettingsLoader {
    private static final Setting<String> FILE = Kinds.text(
            "AIGW_CONFIG_FILE", "conf/gateway.yaml", "YAML file with settings; only the default may be missing.");

    static final List<Setting<?>> ALL = List.of(FILE);

    private final Map<String, String> variables;
    private final Path directory;

    /**
     * A loader.
     *
     * @param variables the process environment
     * @param directory where the YAML file and {@code .env} are looked for, the latter also above
     */
    public SettingsLoader(Map<String, String> variables, Path directory) {
        this.variables = variables;
        this.directory = directory;
    }

    /** Reads all sources; fails with a {@link SettingsException} when a file cannot be read. */
    public Future<Environment> load(Vertx vertx) {
        var given = new LinkedHashMap<String, Environment.Given>();
        return yaml(vertx)
                .onSuccess(values -> flatten("", values, given, configFile().toString()))
                .compose(done -> dotEnv(vertx))
                .onSuccess(values -> values.forEach(entry -> given.put(
                        entry.getKey(), new Environment.Given(entry.getValue().toString(), ".env"))))
                .map(done -> {
                    variables.forEach((name, text) -> given.put(name, new Environment.Given(text, "environment")));
                    return new Environment(given);
                });
    }

    private Path configFile() {
        return directory.resolve(variables.getOrDefault(FILE.name(), requireDefault()));
    }

    private static String requireDefault() {
        return java.util.Objects.requireNonNull(FILE.fallback());
    }

    private Future<JsonObject> yaml(Vertx vertx) {
        if (!Files.exists(configFile()) && !variables.containsKey(FILE.name())) {
            return Future.succeededFuture(new JsonObject());
        }
        return retrieve(vertx, "yaml", configFile());
    }

    private Future<JsonObject> dotEnv(Vertx vertx) {
        Path file = findDotEnv(directory.toAbsolutePath());
        return file == null ? Future.succeededFuture(new JsonObject()) : retrieve(vertx, DotEnvProcessor.NAME, file);
    }

    private static @Nullable Path findDotEnv(@Nullable Path from) {
        for (Path folder = from; folder != null; folder = folder.getParent()) {
            Path file = folder.resolve(".env");
            if (Files.isRegularFile(file)) {
                return file;
            }
        }
        return null;
    }

    private static Future<JsonObject> retrieve(Vertx vertx, String format, Path file) {
        var store = new ConfigStoreOptions()
                .setType("file")
                .setFormat(format)
                .setConfig(new JsonObject().put("path", file.toString()));
        var options = new ConfigRetrieverOptions()
                .setScanPeriod(-1)
                .setIncludeDefaultStores(false)
                .addStore(store);
        ConfigRetriever retriever = ConfigRetriever.create(vertx, options);
        return retriever
                .getConfig()
                .recover(cause -> Future.failedFuture(unreadable(file, cause)))
                .eventually(retriever::close);
    }

    private static SettingsException unreadable(Path file, Throwable cause) {
        String why = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        return new SettingsException(List.of(file + ": " + why + " (expected: a readable file of settings)"));
    }

    private static void flatten(String prefix, JsonObject tree, Map<String, Environment.Given> into, String origin) {
        tree.forEach(entry -> {
            String name = prefix + entry.getKey();
            Object value = entry.getValue();
            if (value instanceof JsonObject nested && !isJsonSetting(variable(name))) {
                flatten(name + "__", nested, into, origin);
            } else if (value != null) {
                into.put(variable(name), new Environment.Given(value.toString(), origin));
            }
        });
    }

    private static String variable(String path) {
        boolean asItIs = path.equals(path.toUpperCase(Locale.ROOT));
        return asItIs ? path : "AIGW_" + path.toUpperCase(Locale.ROOT);
    }

    /** Settings that take a JSON object are written as a YAML mapping. */
    private static boolean isJsonSetting(String name) {
        return GatewaySettings.chapters().values().stream()
                .flatMap(List::stream)
                .anyMatch(setting ->
                        setting.name().equals(name) && setting.expected().contains("JSON"));
    }
}
