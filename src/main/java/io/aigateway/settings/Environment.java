package io.aigateway.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads typed settings from texts and remembers everything that is wrong with them, so that an administrator sees all of it at
 * once. A setting that cannot be read yields its default until {@link #check} is called.
 */
public final class Environment {
    private final Map<String, Given> given;
    private final Set<String> known = new HashSet<>();
    private final List<String> problems = new ArrayList<>();

    /**
     * A text and where it was found.
     *
     * @param text   the value as written
     * @param origin e.g. {@code environment}, or the name of a file
     */
    public record Given(String text, String origin) {
        /** Its origin only: what is given may be a secret. */
        @Override
        public String toString() {
            return "Given[" + origin + "]";
        }
    }

    public Environment(Map<String, Given> given) {
        this.given = new LinkedHashMap<>(given);
    }

    /** An environment of plain texts. */
    public static Environment of(Map<String, String> texts) {
        var given = new LinkedHashMap<String, Given>();
        texts.forEach((name, text) -> given.put(name, new Given(text, "environment")));
        return new Environment(given);
    }

    /** The value that is set, or the default. */
    public <T> T read(Setting<T> setting) {
        return find(setting).orElseGet(() -> parse(setting, requireFallback(setting)));
    }

    /** The value that is set, or nothing, also when what is set is empty. */
    public <T> Optional<T> find(Setting<T> setting) {
        known.add(setting.name());
        Given value = lookUp(setting);
        if (value == null || value.text().isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(parse(setting, value.text()));
        } catch (IllegalArgumentException e) {
            problems.add(describe(setting, value));
            return Optional.empty();
        }
    }

    /** Whether something is set, and not empty. */
    public boolean has(Setting<?> setting) {
        Given value = lookUp(setting);
        return value != null && !value.text().isEmpty();
    }

    /** Everything whose name begins so and that is not empty, as text. The names count as known. */
    public Map<String, String> startingWith(String prefix) {
        var found = new LinkedHashMap<String, String>();
        given.forEach((name, value) -> {
            if (name.startsWith(prefix) && !value.text().isEmpty()) {
                found.put(name, value.text());
                known.add(name);
            }
        });
        return found;
    }

    /** Adds a problem that shows only when several settings are seen together. */
    public void complain(Setting<?> setting, String value, String expected) {
        problems.add(
                setting.name() + ": " + (setting.secret() ? "***" : quote(value)) + " (expected: " + expected + ")");
    }

    /** Accepts a name without reading it. */
    public void accept(Setting<?> setting) {
        known.add(setting.name());
    }

    /** Complains about names of ours that no setting has; most are misspelt. */
    public void refuseUnknownNames() {
        given.forEach((name, value) -> {
            if (name.startsWith("AIGW_") && !isKnown(name)) {
                problems.add(name + ": " + quote("…") + " (expected: a known name" + nearest(name) + "), from "
                        + value.origin());
            }
        });
    }

    /**
     * Ends the reading.
     *
     * @throws SettingsException with every problem found
     */
    public void check() {
        if (!problems.isEmpty()) {
            throw new SettingsException(problems);
        }
    }

    private boolean isKnown(String name) {
        return known.contains(name)
                || (name.endsWith("_FILE") && known.contains(name.substring(0, name.length() - "_FILE".length())));
    }

    private @Nullable Given lookUp(Setting<?> setting) {
        Given value = given.get(setting.name());
        Given file = given.get(setting.name() + "_FILE");
        if (!setting.secret() || value != null || file == null || file.text().isEmpty()) {
            return value;
        }
        try {
            return new Given(Files.readString(Path.of(file.text())).strip(), file.origin());
        } catch (IOException e) {
            problems.add(setting.name() + "_FILE: " + quote(file.text())
                    + " (expected: the path of a readable file), from " + file.origin());
            return null;
        }
    }

    private static <T> T parse(Setting<T> setting, String text) {
        return setting.parser().apply(text);
    }

    private static String requireFallback(Setting<?> setting) {
        String fallback = setting.fallback();
        if (fallback == null) {
            throw new IllegalStateException(setting.name() + " has no default: use find()");
        }
        return fallback;
    }

    private static String describe(Setting<?> setting, Given value) {
        String shown = setting.secret() ? "***" : quote(value.text());
        return setting.name() + ": " + shown + " (expected: " + setting.expected() + "), from " + value.origin();
    }

    private static String quote(String text) {
        String shown = text.length() <= 60 ? text : text.substring(0, 60) + "…";
        return '"' + shown + '"';
    }

    private String nearest(String name) {
        return known.stream()
                .filter(other -> distance(name, other) <= 3)
                .min((a, b) -> Integer.compare(distance(name, a), distance(name, b)))
                .map(other -> ", such as " + other)
                .orElse("");
    }

    /** Levenshtein distance, one row at a time. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
