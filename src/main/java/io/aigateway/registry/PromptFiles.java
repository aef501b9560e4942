package io.aigateway.registry;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** The files of the registry, read at start: those of the product, and those of an installation laid over them. */
public final class PromptFiles {
    /** A folder with more is the wrong one. */
    private static final int MAX_FILES = 10_000;

    private static final int MAX_FILE_BYTES = 1024 * 1024;
    private static final int MAX_DEPTH = 10;

    private final Map<String, String> texts = new TreeMap<>();

    private PromptFiles() {}

    /** No files. */
    public static PromptFiles none() {
        return new PromptFiles();
    }

    /**
     * Reads all files of a folder and the folders in it.
     *
     * @throws IOException when the folder or one of its files cannot be read, or it is too large to be one of prompts
     */
    public static PromptFiles inFolder(Path folder) throws IOException {
        var files = new PromptFiles();
        try (Stream<Path> paths = Files.walk(folder, MAX_DEPTH)) {
            for (Path path : (Iterable<Path>) paths.filter(Files::isRegularFile)::iterator) {
                String name = folder.relativize(path).toString().replace('\\', '/');
                if (!isHidden(name)) {
                    files.put(name, Files.newInputStream(path), Files.size(path));
                }
            }
        }
        return files;
    }

    /**
     * Reads the files of a folder in a jar.
     *
     * @param prefix path of the folder, with a slash at its end
     */
    public static PromptFiles inJar(Path jar, String prefix) throws IOException {
        var files = new PromptFiles();
        try (var archive = new JarFile(jar.toFile())) {
            Enumeration<JarEntry> entries = archive.entries();
            while (entries.hasMoreElements()) {
                JarEntry entry = entries.nextElement();
                if (entry.getName().startsWith(prefix) && !entry.isDirectory()) {
                    files.put(
                            entry.getName().substring(prefix.length()), archive.getInputStream(entry), entry.getSize());
                }
            }
        }
        return files;
    }

    /** These files and others laid over them: a file of the same path is replaced. */
    public PromptFiles and(PromptFiles others) {
        var both = new PromptFiles();
        both.texts.putAll(texts);
        both.texts.putAll(others.texts);
        return both;
    }

    /** Whether templates can include a file of this name; it is no definition then. */
    public static boolean canBeIncluded(String name) {
        return !PromptPath.isDefinition(name);
    }

    /** Path, with slashes, to content. */
    public Map<String, String> texts() {
        return texts;
    }

    private void put(String name, InputStream content, long size) throws IOException {
        try (content) {
            if (size > MAX_FILE_BYTES || texts.size() == MAX_FILES) {
                throw new IOException(name + ": too large for a prompt, or one file too many");
            }
            texts.put(name, new String(content.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /** What editors and version control leave behind. */
    private static boolean isHidden(String name) {
        return Stream.of(name.split("/")).anyMatch(part -> part.startsWith(".") || part.endsWith("~"));
    }
}
