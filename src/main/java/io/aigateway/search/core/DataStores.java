package io.aigateway.search.core;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which data store holds the documentation of a version. Source: contract section 6.1. */
public final class DataStores {
    private static final Pattern VERSION = Pattern.compile("(\\d{1,9})\\.(\\d{1,9}).*", Pattern.DOTALL);

    private DataStores() {}

    /** The name of the data store, e.g. {@code gitlab-docs-18-2} for {@code 18.2.0-pre}; empty for what is no version. */
    public static Optional<String> nameFor(String version) {
        Matcher parts = VERSION.matcher(version);
        return parts.matches() ? Optional.of("gitlab-docs-" + parts.group(1) + "-" + parts.group(2)) : Optional.empty();
    }
}
