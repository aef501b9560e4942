package io.aigateway.app;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files of {@code conf/}: the one that a setting names, else that of the working directory, else the packaged one. */
final class ConfFiles {
    private ConfFiles() {}

    /**
     * Reads a file at start.
     *
     * @param named    path from a setting; empty for none
     * @param fileName e.g. {@code models.yaml}
     * @throws IllegalArgumentException when it cannot be read
     */
    static String read(String named, String fileName) {
        Path path = named.isEmpty() ? Path.of("conf", fileName) : Path.of(named);
        try {
            if (!named.isEmpty() || Files.isReadable(path)) {
                return Files.readString(path);
            }
            return packaged(fileName);
        } catch (IOException e) {
            throw new IllegalArgumentException(path + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static String packaged(String fileName) throws IOException {
        try (InputStream in = ConfFiles.class.getResourceAsStream("/conf/" + fileName)) {
            if (in == null) {
                throw new IOException("not in the jar either");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
