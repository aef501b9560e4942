package io.aigateway.settings;

import io.aigateway.kernel.Secret;
import java.nio.file.Path;
import java.util.List;

/**
 * Where documentation is searched.
 *
 * @param engine          Vertex AI Search; its location is {@code global}, {@code us} or {@code eu}
 * @param fallbackVersion GitLab version whose documents are searched where a caller's version has none, e.g. {@code 17.0}; may be
 *                        empty
 * @param indexFolder     index that is searched instead when custom models are enabled; need not exist
 */
public record SearchSettings(ProviderSettings.Vertex engine, String fallbackVersion, Path indexFolder) {
    /** Where data stores can be; the original looks in the first, whatever its setting says. */
    private static final List<String> LOCATIONS = List.of("global", "us", "eu");

    static final Setting<String> PROJECT = Kinds.text(
            "AIGW_VERTEX_SEARCH__PROJECT", "", "Google Cloud project with the data stores, when another one.");
    static final Setting<Secret> KEY = Kinds.secret(
            "AIGW_VERTEX_SEARCH__SERVICE_ACCOUNT_JSON_KEY", "Service account for the data stores, when another one.");
    static final Setting<String> LOCATION = Kinds.text(
            "AIGW_VERTEX_SEARCH__LOCATION",
            "global",
            "Where the data stores are: global, us or eu. Anything else, such as a region, means global: no data store is there.");
    static final Setting<String> ENDPOINT = Kinds.text(
            "AIGW_VERTEX_SEARCH__ENDPOINT",
            "",
            "Host or base URL of Vertex AI Search. Default: discoveryengine.googleapis.com, or that of the location.");
    static final Setting<String> FALLBACK_VERSION = Kinds.text(
            "AIGW_VERTEX_SEARCH__FALLBACK_DATASTORE_VERSION",
            "",
            "GitLab version, such as 17.0, whose documents are searched where there are none of the caller's version.");
    static final Setting<Path> INDEX_FOLDER = new Setting<>(
            "AIGW_SEARCH__INDEX_FOLDER",
            "the path of a folder",
            "docs-index",
            false,
            "Index of documents, searched instead of Vertex AI Search when custom models are enabled. The command docs-index builds"
                    + " it; without it nothing is found.",
            Path::of);

    static final List<Setting<?>> ALL = List.of(PROJECT, KEY, LOCATION, ENDPOINT, FALLBACK_VERSION, INDEX_FOLDER);

    static SearchSettings from(Environment environment) {
        String location = environment.read(LOCATION);
        var engine = new ProviderSettings.Vertex(
                environment.find(PROJECT).orElse(environment.read(ProviderSettings.GCP_PROJECT)),
                LOCATIONS.contains(location) ? location : LOCATIONS.get(0),
                environment.read(ENDPOINT),
                environment.find(KEY).orElse(environment.read(ProviderSettings.GCP_KEY)),
                environment.read(ProviderSettings.GOOGLE_FILE),
                environment.read(ProviderSettings.METADATA_HOST));
        return new SearchSettings(engine, environment.read(FALLBACK_VERSION), environment.read(INDEX_FOLDER));
    }
}
