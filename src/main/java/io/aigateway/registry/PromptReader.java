package io.aigateway.registry;

import io.aigateway.registry.PromptDefinition.Part;
import io.aigateway.registry.PromptDefinition.Role;
import io.aigateway.registry.PromptDefinition.Settings;
import io.aigateway.wire.FileProblems;
import io.aigateway.wire.YamlMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads one file of the registry: a version of a prompt. Source: contract section 3.5. */
final class PromptReader {
    /** Input that holds earlier messages, where a definition does not say otherwise. */
    static final String HISTORY = "history";

    private static final Map<String, Role> ROLES = Map.of(
            "system", Role.SYSTEM,
            "system_dynamic", Role.SYSTEM,
            "system_static", Role.SYSTEM_STATIC,
            "user", Role.USER,
            "assistant", Role.ASSISTANT);

    /** Headers that a prompt may set: the others are the gateway's business. */
    private static final Set<String> HEADERS = Set.of("anthropic-beta", "anthropic-version", "x-trace-id");

    private static final Set<String> OPERATIONS = Set.of("standard", "compaction_auto", "compaction_manual");
    private static final Set<String> EFFORTS = Set.of("none", "minimal", "low", "medium", "high", "xhigh");
    private static final Set<String> VERBOSITIES = Set.of("low", "medium", "high");
    private static final double MAX_TIMEOUT_SECONDS = 3600;

    private final PromptPath path;
    private final Templates templates;
    private final FileProblems problems;

    PromptReader(PromptPath path, Templates templates, FileProblems problems) {
        this.path = path;
        this.templates = templates;
        this.problems = problems;
    }

    /** The definition; null when the file is no YAML. Whatever else is wrong with it is noted. */
    @Nullable
    PromptDefinition read(String text) {
        YamlMap file = YamlMap.read(text, path.file(), problems);
        return file == null ? null : definition(file);
    }

    private PromptDefinition definition(YamlMap top) {
        String name = top.text("name");
        String unitPrimitive = top.text("unit_primitive");
        List<Part> messages = messages(top);
        Settings settings = settings(top.map("model"), top.map("params"));
        top.valueOrNull("operation_type", "one of " + OPERATIONS, text -> oneOf(text, OPERATIONS));
        var keptEnds = new TreeSet<String>();
        top.texts("keep_end_of").forEach(input -> keptEnds.add(input.value()));
        top.refuseOthers();
        var definition = new PromptDefinition(
                path.id(), path.family(), path.version(), name, unitPrimitive, messages, settings, keptEnds);
        if (!definition.variables().containsAll(keptEnds)) {
            top.wrong("keep_end_of", "inputs that the templates read: " + definition.variables());
        }
        return definition;
    }

    private List<Part> messages(YamlMap top) {
        var messages = new ArrayList<Part>();
        for (YamlMap template : top.maps("prompt_template")) {
            template.keys().forEach(key -> messages.addAll(messages(template, key)));
        }
        if (messages.isEmpty()) {
            top.wrong("prompt_template", "role to template, at least one");
        }
        if (messages.stream().noneMatch(part -> part.role() == Role.PLACEHOLDER)) {
            messages.add(Part.placeholder(HISTORY));
        }
        return messages;
    }

    private List<Part> messages(YamlMap template, String key) {
        Role role = ROLES.get(key);
        if (role != null) {
            return template.texts(key).stream().map(text -> message(role, text)).toList();
        } else if (key.equals("placeholder")) {
            return template.texts(key).stream()
                    .map(input -> Part.placeholder(input.value()))
                    .toList();
        }
        template.wrong(key, "one of the roles placeholder, " + String.join(", ", new TreeSet<>(ROLES.keySet())));
        return List.of();
    }

    private Part message(Role role, YamlMap.Text text) {
        return Part.text(role, TemplateReader.read(text.value(), path.file(), text.line(), templates, problems));
    }

    private Settings settings(YamlMap model, YamlMap params) {
        YamlMap values = model.map("params");
        YamlMap openai = model.map("provider_params");
        YamlMap options = openai.map("openai");
        YamlMap reasoning = options.map("reasoning");
        values.ignore("max_retries");
        params.ignore("cache_control_injection_points");
        params.ignore("context_management");
        reasoning.ignore("summary");
        String modelId = params.textOrNull("model_id");
        String model2 = values.textOrNull("model");
        var settings = new Settings(
                values.valueOrNull("temperature", "a number from 0 to 2", text -> number(text, 0, 2)),
                values.valueOrNull("top_p", "a number from 0 to 1", text -> number(text, 0, 1)),
                values.valueOrNull("top_k", "a whole number, at least 1", PromptReader::whole),
                values.valueOrNull("max_tokens", "a whole number, at least 1", PromptReader::whole),
                params.texts("stop").stream().map(YamlMap.Text::value).toList(),
                params.valueOrNull("timeout", "seconds, above 0", text -> number(text, 0.001, MAX_TIMEOUT_SECONDS)),
                modelId == null ? model2 : modelId,
                headers(values),
                params.textOrNull("vertex_location"),
                reasoning.valueOrNull("effort", "one of " + EFFORTS, text -> oneOf(text, EFFORTS)),
                options.valueOrNull("verbosity", "one of " + VERBOSITIES, text -> oneOf(text, VERBOSITIES)));
        List.of(model, values, openai, options, reasoning, params).forEach(YamlMap::refuseOthers);
        return settings;
    }

    private static Map<String, String> headers(YamlMap values) {
        YamlMap given = values.map("extra_headers");
        var headers = new LinkedHashMap<String, String>();
        for (String name : given.keys()) {
            if (HEADERS.contains(name)) {
                headers.put(name, given.text(name));
            } else {
                given.wrong(name, "one of the headers " + new TreeSet<>(HEADERS));
            }
        }
        return headers;
    }

    private static double number(String text, double min, double max) {
        double value = Double.parseDouble(text);
        if (!(value >= min && value <= max)) {
            throw new IllegalArgumentException("out of bounds");
        }
        return value;
    }

    private static int whole(String text) {
        int value = Integer.parseInt(text);
        if (value < 1) {
            throw new IllegalArgumentException("out of bounds");
        }
        return value;
    }

    private static String oneOf(String text, Set<String> choices) {
        if (!choices.contains(text)) {
            throw new IllegalArgumentException("not among them");
        }
        return text;
    }
}
