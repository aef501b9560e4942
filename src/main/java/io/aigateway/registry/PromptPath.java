package io.aigateway.registry;

import org.jspecify.annotations.Nullable;

/**
 * Where a prompt's file stands: {@code <id>/<family>/<version>.yml}. The id may have several segments.
 *
 * @param file    path below the root of the registry, with slashes
 * @param id      e.g. {@code chat/explain_code}
 * @param family  e.g. {@code base}
 * @param version e.g. {@code 1.0.0}
 */
record PromptPath(String file, String id, String family, String version) {

    /** Reads a path; null when no definition can stand there. */
    static @Nullable PromptPath of(String file) {
        int dot = file.lastIndexOf('.');
        int afterFamily = file.lastIndexOf('/');
        int afterId = file.lastIndexOf('/', afterFamily - 1);
        if (!isDefinition(file) || afterId < 1) {
            return null;
        }
        return new PromptPath(
                file,
                file.substring(0, afterId),
                file.substring(afterId + 1, afterFamily),
                file.substring(afterFamily + 1, dot));
    }

    /** Whether a file is a definition, by its name; all others can be included by templates. */
    static boolean isDefinition(String file) {
        return file.endsWith(".yml") || file.endsWith(".yaml");
    }
}
