package io.aigateway.provider.vertexsearch;

import io.aigateway.provider.Endpoint;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Where a data store is searched. Source: Discovery Engine API reference v1, service endpoints. */
final class SearchUrl {
    private static final Pattern VERSION = Pattern.compile(".*/v1(alpha|beta)?");
    private static final String GLOBAL = "global";

    private SearchUrl() {}

    /**
     * The address of a search.
     *
     * @param endpoint host or base URL, with or without a version; empty for the location's own
     * @param location {@code global} or a multi-region
     * @throws io.aigateway.kernel.FailureException when the endpoint is no URL
     */
    static URI of(String endpoint, String project, String location, String dataStore) {
        return URI.create(base(endpoint, location) + "/projects/" + encoded(project) + "/locations/" + location
                + "/dataStores/" + encoded(dataStore) + "/servingConfigs/default_config:search");
    }

    private static String base(String endpoint, String location) {
        if (endpoint.isEmpty()) {
            String host = location.equals(GLOBAL) ? "" : location + "-";
            return "https://" + host + "discoveryengine.googleapis.com/v1";
        }
        URI uri = Endpoint.parse(endpoint.contains("://") ? endpoint : "https://" + endpoint);
        String base = uri.toString().replaceAll("/+$", "");
        return VERSION.matcher(base).matches() ? base : base + "/v1";
    }

    private static String encoded(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
