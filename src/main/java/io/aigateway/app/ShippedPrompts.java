package io.aigateway.app;

import io.aigateway.registry.PromptFiles;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;

/**
 * Tells prompts that came with this build from those of an installation. The build has read the former and found them good, so the
 * start need not do it again. They are told by length and check sum, which a jar has at hand.
 */
final class ShippedPrompts {
    private ShippedPrompts() {}

    /** Definitions that are as the jar has them; none when any file that they could include is not. */
    static Set<String> among(PromptFiles files) {
        try {
            Path code = ConfFiles.code();
            return Files.isDirectory(code) ? Set.of() : among(files, code);
        } catch (IOException | URISyntaxException e) {
            // Then all of them are read.
            return Set.of();
        }
    }

    static Set<String> among(PromptFiles files, Path jar) throws IOException {
        String prefix = "conf/" + ConfFiles.PROMPTS + "/";
        var good = new HashSet<String>();
        try (var archive = new JarFile(jar.toFile())) {
            for (var entries = archive.entries(); entries.hasMoreElements(); ) {
                ZipEntry entry = entries.nextElement();
                if (!entry.getName().startsWith(prefix) || entry.isDirectory()) {
                    continue;
                }
                String name = entry.getName().substring(prefix.length());
                if (isSame(entry, name, files.texts())) {
                    good.add(name);
                } else if (PromptFiles.canBeIncluded(name)) {
                    return Set.of();
                }
            }
        }
        return good;
    }

    private static boolean isSame(ZipEntry entry, String name, Map<String, String> texts) {
        String text = texts.get(name);
        if (text == null) {
            return false;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        var sum = new CRC32();
        sum.update(bytes);
        return entry.getSize() == bytes.length && entry.getCrc() == sum.getValue();
    }
}
