package io.aigateway.codesuggestions.core;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the programming language of a file by its name and by what the editor calls it. Two rules, because clients are told one
 * name and models another. Source: GitLab AI Gateway contract, section 11.1 and appendix C.
 */
public final class Languages {
    private static final String RESOURCE = "languages.txt";
    private static final Pattern COLUMN = Pattern.compile("\\|");

    private static final Map<String, Language> BY_EXTENSION = new HashMap<>();
    private static final Map<String, Language> BY_IDENTIFIER = new HashMap<>();
    private static final Set<String> IDS = new HashSet<>();

    static {
        for (Language language : read()) {
            IDS.add(language.id());
            language.extensions().forEach(extension -> BY_EXTENSION.put(extension, language));
            language.identifiers().forEach(identifier -> BY_IDENTIFIER.put(identifier, language));
        }
    }

    private Languages() {}

    /**
     * The language that is reported and that post-processing goes by: that of the file's extension, else the one the editor
     * names.
     *
     * @param identifier the editor's language identifier; null when it sent none
     * @return null when neither is known
     */
    public static @Nullable Language of(String fileName, @Nullable String identifier) {
        Language byExtension = BY_EXTENSION.get(extensionOf(fileName));
        return byExtension != null || identifier == null ? byExtension : BY_IDENTIFIER.get(identifier);
    }

    /** The id of {@link #of}; empty when there is none. */
    public static String reported(String fileName, @Nullable String identifier) {
        Language language = of(fileName, identifier);
        return language == null ? "" : language.id();
    }

    /** The id of the language that has this id, or that editors call so; empty when there is none. */
    public static String known(String word) {
        Language byIdentifier = BY_IDENTIFIER.get(word);
        return IDS.contains(word) ? word : byIdentifier == null ? "" : byIdentifier.id();
    }

    /** Whether editors call a language so. */
    public static boolean isIdentifier(String word) {
        return IDS.contains(word) || BY_IDENTIFIER.containsKey(word);
    }

    /** Whether files of a language end so. */
    public static boolean isExtension(String word) {
        return BY_EXTENSION.containsKey(word);
    }

    /** How a block of this file's code is labelled: the reported language, else the bare extension; may be empty. */
    public static String label(String fileName, @Nullable String identifier) {
        Language language = of(fileName, identifier);
        return language == null ? extensionOf(fileName) : language.id();
    }

    /**
     * The name of the language that a model is told, in lower case: what the editor says, else the grammar name for the
     * extension, else the bare extension.
     *
     * @param identifier the editor's language identifier; null when it sent none
     * @return null when there is nothing to go by; models are not asked then
     */
    public static @Nullable String toldToModel(String fileName, @Nullable String identifier) {
        if (identifier != null && !identifier.isEmpty()) {
            return identifier.toLowerCase(Locale.ROOT);
        }
        String extension = extensionOf(fileName);
        Language language = BY_EXTENSION.get(extension);
        if (language != null) {
            return language.grammar();
        }
        return extension.isEmpty() ? null : extension.toLowerCase(Locale.ROOT);
    }

    /** The last extension of a file name, without dot; empty for {@code Makefile}, {@code .bashrc} and {@code name.}. */
    public static String extensionOf(String fileName) {
        int nameStart = Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\')) + 1;
        int dot = fileName.lastIndexOf('.');
        return dot > nameStart ? fileName.substring(dot + 1) : "";
    }

    private static List<Language> read() {
        try (InputStream in = Objects.requireNonNull(Languages.class.getResourceAsStream(RESOURCE), RESOURCE)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(Languages::parse)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Language parse(String line) {
        String[] columns = COLUMN.split(line, -1);
        String id = columns[0].strip();
        return new Language(id, words(columns[1]), words(columns[2]), columns.length > 3 ? columns[3].strip() : id);
    }

    private static List<String> words(String column) {
        return column.isBlank() ? List.of() : List.of(column.strip().split(" ", -1));
    }
}
