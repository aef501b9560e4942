package io.aigateway.kernel;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What callers can ask for, as limits tell it apart. */
public enum Feature {
    CODE_SUGGESTIONS,
    CHAT,
    PROMPTS,
    PROXY,
    EMBEDDINGS,
    SEARCH;

    private final String key = name().toLowerCase(Locale.ROOT);

    /** Its name in settings, files, metrics and headers. */
    public String key() {
        return key;
    }

    /** The feature with this name, if any. */
    public static Optional<Feature> ofKey(String key) {
        return Arrays.stream(values())
                .filter(feature -> feature.key.equals(key))
                .findFirst();
    }
}
