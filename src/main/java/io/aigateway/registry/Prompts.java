package io.aigateway.registry;

import io.aigateway.kernel.Failure;
import io.aigateway.kernel.Failure.Kind;
import io.aigateway.kernel.Later;
import io.aigateway.wire.FileProblems;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

    /**
     * A version of a prompt.
     *
     * @param name    as its file has it
     * @param content what the file says
     */
    private record Versioned(Version version, String name, Later<PromptDefinition> content) {
        PromptDefinition definition() {
            return content.get();
        }
    }

    private final Map<String, Map<String, List<Versioned>>> prompts;
    private final Templates templates;
    private final @Nullable Later<Template> safety;

    private Prompts(
            Map<String, Map<String, List<Versioned>>> prompts, Templates templates, @Nullable Later<Template> safety) {
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
        return read(files, Set.of());
    }

    /**
     * Reads the registry, but a definition whose files are known to be good only when it is first asked for: that takes a moment
     * each, and most are never asked for.
     *
     * @param good names of such definitions, with all that they include
     * @throws IllegalArgumentException naming everything that is wrong with the others, with file and line
     */
    public static Prompts read(PromptFiles files, Set<String> good) {
        Map<String, String> includes = files.texts().entrySet().stream()
                .filter(file -> !PromptPath.isDefinition(file.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        var reading = new Reading(new Templates(includes), good, new FileProblems(), new TreeMap<>());
        files.texts().forEach((file, text) -> {
            if (PromptPath.isDefinition(file)) {
                reading.add(file, text);
            }
        });
        Later<Template> safety = includes.containsKey(SAFETY) ? reading.safety(includes.get(SAFETY)) : null;
        if (!reading.problems.isEmpty()) {
            throw wrong(reading.problems);
        }
        return new Prompts(reading.prompts, reading.templates, safety);
    }

    private static IllegalArgumentException wrong(FileProblems problems) {
        return new IllegalArgumentException("prompts:\n  " + problems.text());
    }

    /** What has been read so far. */
    private record Reading(
            Templates templates,
            Set<String> good,
            FileProblems problems,
            Map<String, Map<String, List<Versioned>>> prompts) {

        void add(String file, String text) {
            PromptPath path = PromptPath.of(file);
            Version version = path == null ? null : Version.parse(path.version());
            if (path == null || version == null) {
                problems.add(file, 1, "no place for a prompt (expected: <prompt id>/<model family>/<version>.yml)");
                return;
            }
            Later<PromptDefinition> definition = good.contains(file) ? later(path, text) : now(path, text);
            if (definition != null) {
                List<Versioned> versions = prompts.computeIfAbsent(path.id(), id -> new LinkedHashMap<>())
                        .computeIfAbsent(path.family(), family -> new ArrayList<>());
                versions.add(new Versioned(version, path.version(), definition));
                versions.sort(Comparator.comparing(Versioned::version).reversed());
            }
        }

        /** The rules are among what every definition includes: where one is good, they are. */
        Later<Template> safety(String rules) {
            return good.isEmpty()
                    ? Later.now(TemplateReader.read(rules, SAFETY, 1, templates, problems))
                    : Later.of(() -> TemplateReader.read(rules, SAFETY, 1, templates, new FileProblems()));
        }

        private @Nullable Later<PromptDefinition> now(PromptPath path, String text) {
            PromptDefinition definition = new PromptReader(path, templates, problems).read(text);
            return definition == null ? null : Later.now(definition);
        }

        private Later<PromptDefinition> later(PromptPath path, String text) {
            return Later.of(() -> {
                var wrong = new FileProblems();
                PromptDefinition definition = new PromptReader(path, templates, wrong).read(text);
                if (definition == null || !wrong.isEmpty()) {
                    throw wrong(wrong);
                }
                return definition;
            });
        }
    }

    /** Whether there is a prompt with this id, for any family. */
    public boolean has(String id) {
        return prompts.containsKey(id);
    }

    /**
     * Reads now what the first request for each prompt would have to, and sets the template engine up. Blocks for a moment, which an
     * event loop does not have.
     *
     * @throws IllegalArgumentException naming what is wrong in a file that was taken for good
     */
    public void prepare() {
        templates.prepare();
        safety();
        prompts.keySet().forEach(this::all);
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
            boolean fits = wanted == null ? candidate.name().equals(constraint) : wanted.admits(candidate.version());
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
        var names = new ArrayList<>(
                versions.stream().map(known -> "'" + known.name() + "'").toList());
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
        return safety == null ? null : safety.get();
    }
}
