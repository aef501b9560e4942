package io.aigateway.proxy.core;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Paths of models on Vertex AI. Project and location are the gateway's, whatever the caller says; segments may stand before the
 * version. Source: contract section 4.4.
 */
final class VertexPaths implements PathRule {
    private static final String VERSION = "/v1/projects/";

    /** Every repetition ends at a character that it does not contain, so that no target takes more than linear time. */
    private static final Pattern FORM = Pattern.compile("/v1/projects/[A-Za-z0-9_-]++/locations/[A-Za-z0-9_-]++"
            + "/publishers/(google|anthropic)/models/([A-Za-z0-9_@.-]++)"
            + ":(predict|serverStreamingPredict|streamRawPredict|generateContent|streamGenerateContent)(\\?alt=sse)?");

    private static final Pattern BEFORE = Pattern.compile("[A-Za-z0-9_/-]*+");

    @Override
    public @Nullable ProxiedPath find(String target) {
        int start = target.lastIndexOf(VERSION);
        if (start < 0 || !BEFORE.matcher(target).region(0, start).matches()) {
            return null;
        }
        Matcher parts = FORM.matcher(decoded(target.substring(start)));
        if (!parts.matches()) {
            return null;
        }
        String model = parts.group(2);
        String query = parts.group(4) == null ? "" : parts.group(4);
        return new ProxiedPath(
                "/publishers/" + parts.group(1) + "/models/" + model + ":" + parts.group(3) + query, model);
    }

    /** Clients encode these two or not; nothing else is decoded. */
    private static String decoded(String path) {
        return path.replace("%40", "@").replace("%3A", ":").replace("%3a", ":");
    }
}
