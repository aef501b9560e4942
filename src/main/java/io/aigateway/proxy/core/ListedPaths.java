package io.aigateway.proxy.core;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Paths that are compared as they are, with their query: no two spellings of a path are the same. */
final class ListedPaths implements PathRule {
    private final Map<String, ProxiedPath> known = new LinkedHashMap<>();

    ListedPaths(String... paths) {
        for (String path : paths) {
            known.put(path, new ProxiedPath(path, null));
        }
    }

    @Override
    public @Nullable ProxiedPath find(String target) {
        return known.get(target);
    }
}
