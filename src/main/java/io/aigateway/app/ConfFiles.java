package io.aigateway.app;

import io.aigateway.registry.PromptFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Files of {@code conf/}: the one that a setting names, else that of the working directory, else the packaged one. */
final class ConfFiles {
    static final String PROMPTS = "prompts";

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

    /**
     * Reads the prompts: those of the working directory, else the packaged ones, and over them those of an installation.
     *
     * @param theirs folder of an installation; empty for none
     * @throws IllegalArgumentException when they cannot be read
     */
    static PromptFiles prompts(String theirs) {
        Path own = Path.of("conf", PROMPTS);
        try {
            PromptFiles files = Files.isDirectory(own) ? PromptFiles.inFolder(own) : packagedPrompts();
            return theirs.isEmpty() ? files : files.and(PromptFiles.inFolder(Path.of(theirs)));
        } catch (IOException | UncheckedIOException | URISyntaxException e) {
            throw new IllegalArgumentException("prompts cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Reads the parts of the API document that are packaged: it describes this build, whatever folder it runs in.
     *
     * @return file name to content
     */
    static Map<String, String> openApi() {
        String folder = "conf/openapi/";
        try {
            Path code = code();
            return (Files.isDirectory(code)
                            ? PromptFiles.inFolder(code.resolve(folder))
                            : PromptFiles.inJar(code, folder))
                    .texts();
        } catch (IOException | URISyntaxException e) {
            throw new IllegalArgumentException("the API document cannot be read: " + e.getMessage(), e);
        }
    }

    /** The jar, or the folder of classes, that this runs from. */
    static Path code() throws URISyntaxException {
        return Path.of(ConfFiles.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    }

    private static PromptFiles packagedPrompts() throws IOException, URISyntaxException {
        Path code = code();
        String folder = "conf/" + PROMPTS + "/";
        return Files.isDirectory(code) ? PromptFiles.inFolder(code.resolve(folder)) : PromptFiles.inJar(code, folder);
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
