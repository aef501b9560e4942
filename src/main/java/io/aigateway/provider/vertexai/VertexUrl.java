package io.aigateway.provider.vertexai;

import io.aigateway.kernel.Failure;
import io.aigateway.provider.Endpoint;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/** Where models are on Vertex AI. Source: Vertex AI reference, service endpoints. */
final class VertexUrl {
    private static final Pattern LOCATION = Pattern.compile("[a-z][a-z0-9-]{0,60}");
    private static final List<String> VERSIONS = List.of("/v1", "/v1beta1");

    private VertexUrl() {}

    /**
     * The base URL, with the version.
     *
     * @param endpoint host or base URL, with or without a version; empty for the location's own
     * @param location a region, {@code global}, or a multi-region ({@code us}, {@code eu})
     * @throws io.aigateway.kernel.FailureException when one of them is not of that form
     */
    static String base(String endpoint, String location) {
        if (!LOCATION.matcher(location).matches()) {
            throw Failure.invalid("The location of the model is none").asException();
        }
        if (endpoint.isEmpty()) {
            return "https://" + host(location) + "/v1";
        }
        URI uri = Endpoint.parse(endpoint.contains("://") ? endpoint : "https://" + endpoint);
        String base = uri.toString().replaceAll("/+$", "");
        return VERSIONS.stream().anyMatch(base::endsWith) ? base : base + "/v1";
    }

    /** The path of a publisher's model below the base, up to and with the colon. */
    static String path(String project, String location, String publisher, String model) {
        return place(project, location) + "/publishers/" + publisher + "/models/" + encoded(model) + ":";
    }

    /** The path below the base under which everything is that belongs to a project and a location. */
    static String place(String project, String location) {
        return "/projects/" + encoded(project) + "/locations/" + location;
    }

    private static String host(String location) {
        return switch (location) {
            case "global" -> "aiplatform.googleapis.com";
            case "us", "eu" -> "aiplatform." + location + ".rep.googleapis.com";
            default -> location + "-aiplatform.googleapis.com";
        };
    }

    /** As a path segment: like in a form, save for blanks, and for the {@code @} before dates that Google's examples show bare. */
    private static String encoded(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%40", "@");
    }
}
