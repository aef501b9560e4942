package io.aigateway.registry;

import io.aigateway.kernel.Failure;
import io.aigateway.kernel.Failure.Kind;
import io.aigateway.wire.FileProblems;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All prompts of this installation; read once and checked as a whole. Safe for use by many threads. */
public final class Prompts {
    /** Family of the models that no other family fits. */
    public static final String BASE = "base";

    /** Which versions a request gets that names none. */
    public static final String ANY_FIRST = "^1.0.0";

    /** Stands before the first system message of every prompt. */
    private static final String SAFETY = "safety.jinja";

    /** Version and definition, the highest version first. */
    private record Versioned(Version version, PromptDefinition definition) {}

    private final Map<String, Map<String, List<Versioned>>> prompts;
    private final Templates templates;
    private final @Nullable Template safety;

    private Prompts(Map<String, Map<String, List<Versioned>>> prompts, Templates templates, @Nullable Template safety) {
        this.prompts = prompts;
        this.templates = templates;
        this.safety = safety;
    }

    /**
     * Reads the registry.
     *
     * @throws IllegalArgumentException naming everything that is wrong, with file and line
     */
    public static Prompts read(PromptFiles files) {
        Map<String, String> includes = files.texts().entrySet().stream()
                .filter(file -> !PromptPath.isDefinition(file.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        var templates = new Templates(includes);
        var problems = new FileProblems();
        var prompts = new TreeMap<String, Map<String, List<Versioned>>>();
        files.texts().forEach((file, text) -> {
            if (PromptPath.isDefinition(file)) {
                readInto(prompts, file, text, templates, problems);
            }
        });
        String rules = includes.get(SAFETY);
        Template safety = rules == null ? null : TemplateReader.read(rules, SAFETY, 1, templates, problems);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("prompts:\n  " + problems.text());
        }
        return new Prompts(prompts, templates, safety);
    }

    private static void readInto(
            Map<String, Map<String, List<Versioned>>> prompts,
            String file,
            String text,
            Templates templates,
            FileProblems problems) {
        PromptPath path = PromptPath.of(file);
        Version version = path == null ? null : Version.parse(path.version());
        if (path == null || version == null) {
            problems.add(file, 1, "no place for a prompt (expected: <prompt id>/<model family>/<version>.yml)");
            return;
        }
        PromptDefinition definition = new PromptReader(path, templates, problems).read(text);
        if (definition != null) {
            List<Versioned> versions = prompts.computeIfAbsent(path.id(), id -> new LinkedHashMap<>())
                    .computeIfAbsent(path.family(), family -> new ArrayList<>());
            versions.add(new Versioned(version, definition));
            versions.sort(Comparator.comparing(Versioned::version).reversed());
        }
    }

    /** Whether there is a prompt with this id, for any family. */
    public boolean has(String id) {
        return prompts.containsKey(id);
    }

    /** Ids of all prompts, in alphabetical order. */
    public List<String> ids() {
        return List.copyOf(prompts.keySet());
    }

    /** Every definition of a prompt, for all families and in all versions; empty for an unknown prompt. */
    public List<PromptDefinition> all(String id) {
        return prompts.getOrDefault(id, Map.of()).values().stream()
                .flatMap(List::stream)
                .map(Versioned::definition)
                .toList();
    }

    /**
     * The version of a prompt that a request gets. The family is chosen before the version. Source: contract section 3.6.
     *
     * @param families   which prompts suit the model, best first, without {@code base}
     * @param constraint which versions are wanted
     * @throws io.aigateway.kernel.FailureException with {@link Kind#NOT_FOUND} for an unknown prompt, and with
     *     {@link Kind#UNRESOLVED} when no version of it fits
     */
    public PromptDefinition find(String id, List<String> families, String constraint) {
        Map<String, List<Versioned>> byFamily = prompts.get(id);
        if (byFamily == null) {
            throw Failure.of(Kind.NOT_FOUND, "Prompt '" + id + "' not found").asException();
        }
        List<Versioned> versions = families.stream()
                .filter(byFamily::containsKey)
                .findFirst()
                .map(byFamily::get)
                .orElse(byFamily.getOrDefault(BASE, List.of()));
        if (versions.isEmpty()) {
            throw unresolved("Failed to load prompt definition for '" + id + "': no prompt for models of the families "
                    + families);
        }
        return choose(versions, constraint);
    }

    private static PromptDefinition choose(List<Versioned> versions, String constraint) {
        VersionConstraint wanted = VersionConstraint.parse(constraint);
        for (Versioned candidate : versions) {
            boolean fits = wanted == null
                    ? candidate.definition().version().equals(constraint)
                    : wanted.admits(candidate.version());
            if (fits) {
                return candidate.definition();
            }
        }
        throw unresolved(
                wanted == null
                        ? "Version '" + constraint + "' is not a valid PEP 440 constraint and no exact match found ("
                                + available(versions) + ")"
                        : "No version matching '" + constraint + "' (" + available(versions) + ")");
    }

    private static String available(List<Versioned> versions) {
        var names = new ArrayList<>(versions.stream()
                .map(known -> "'" + known.definition().version() + "'")
                .toList());
        Collections.reverse(names);
        return "available: [" + String.join(", ", names) + "]";
    }

    private static RuntimeException unresolved(String detail) {
        return Failure.of(Kind.UNRESOLVED, detail).asException();
    }

    /** The template engine that its definitions were read with. */
    Templates templates() {
        return templates;
    }

    /** The rules that every prompt begins with; null when there are none. */
    @Nullable
    Template safety() {
        return safety;
    }
}
