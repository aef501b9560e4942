package io.aigateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.aigateway.registry.PromptFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShippedPromptsTest {
    private static final String ONE = "greet/base/1.0.0.yml";
    private static final String TWO = "greet/base/2.0.0.yml";
    private static final String INCLUDED = "greet/tone.jinja";

    @TempDir
    private Path folder;

    private Path jar;

    @BeforeEach
    void ship() throws IOException {
        jar = folder.resolve("gateway.jar");
        try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (var file : Map.of(ONE, "one", TWO, "zwölf", INCLUDED, "polite").entrySet()) {
                out.putNextEntry(new ZipEntry("conf/prompts/" + file.getKey()));
                out.write(file.getValue().getBytes(StandardCharsets.UTF_8));
            }
            out.putNextEntry(new ZipEntry("conf/models.yaml"));
        }
        file(ONE, "one");
        file(TWO, "zwölf");
        file(INCLUDED, "polite");
    }

    private void file(String name, String text) throws IOException {
        Path file = folder.resolve("prompts").resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private PromptFiles files() throws IOException {
        return PromptFiles.inFolder(folder.resolve("prompts"));
    }

    @Test
    void knowsWhatTheJarHas() throws IOException {
        assertThat(ShippedPrompts.among(files(), jar)).contains(ONE, TWO);
    }

    @Test
    void doesNotKnowWhatAnInstallationHasChangedOrAdded() throws IOException {
        file(TWO, "zwolf");
        file("greet/base/3.0.0.yml", "three");

        assertThat(ShippedPrompts.among(files(), jar)).contains(ONE).doesNotContain(TWO, "greet/base/3.0.0.yml");
    }

    @Test
    void knowsNothingWhenAFileThatCouldBeIncludedIsChanged() throws IOException {
        file(INCLUDED, "rude");

        assertThat(ShippedPrompts.among(files(), jar)).isEmpty();
    }

    @Test
    void knowsNothingWhenAFileThatCouldBeIncludedIsGone() throws IOException {
        Files.delete(folder.resolve("prompts").resolve(INCLUDED));

        assertThat(ShippedPrompts.among(files(), jar)).isEmpty();
    }
}
