package io.aigateway.app;

import io.aigateway.registry.PromptFiles;
import io.aigateway.settings.GatewaySettings;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The texts of the files in {@code conf/}, as they were at one moment.
 *
 * @param files   file name to text
 * @param prompts the same for prompts
 */
record ConfTexts(Map<String, String> files, PromptFiles prompts) {
    private static final int SHOWN_BYTES = 6;

    /**
     * Reads all of them. Blocks.
     *
     * @throws IllegalArgumentException when one cannot be read
     */
    static ConfTexts read(GatewaySettings settings) {
        var files = new TreeMap<String, String>();
        put(files, settings.models().catalogueFile(), "models.yaml");
        put(files, settings.models().suggestionsFile(), "code-suggestions.yaml");
        put(files, settings.proxy().unitPrimitivesFile(), "unit-primitives.yaml");
        put(files, settings.limits().file(), "limits.yaml");
        put(files, "", "blueprint.yaml");
        put(files, "", "chat.yaml");
        return new ConfTexts(files, ConfFiles.prompts(settings.prompts().folder()));
    }

    private static void put(Map<String, String> files, String named, String name) {
        files.put(name, ConfFiles.read(named, name));
    }

    String text(String name) {
        return Objects.requireNonNull(files.get(name), name);
    }

    /** What tells one state of the files from another: a part of their SHA-256. */
    String version() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            files.forEach((name, text) -> update(digest, name, text));
            prompts.texts().forEach((name, text) -> update(digest, name, text));
            return HexFormat.of().formatHex(digest.digest(), 0, SHOWN_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static void update(MessageDigest digest, String name, String text) {
        digest.update((name + '\0' + text + '\0').getBytes(StandardCharsets.UTF_8));
    }
}
