package io.aigateway.http.blueprint;

import com.fasterxml.jackson.databind.JsonNode;
import io.aigateway.blueprint.api.BuildingBlocks;
import io.aigateway.blueprint.api.WrittenPrompt;
import io.aigateway.kernel.Failure;
import io.aigateway.kernel.Failure.Problem;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the envelope of the blueprint. Components of unknown types are ignored, malformed ones left out; a request in which nothing is
 * left that can be used is refused. Source: contract section 2.4.
 */
final class ComponentsReader {
    static final String PROMPT = "prompt";
    static final String EDITOR_CONTENT = "editor_content";

    private static final String COMPONENTS = "prompt_components";

    private final Schemas schemas;
    private final Renames renames;

    ComponentsReader(Schemas schemas, Renames renames) {
        this.schemas = schemas;
        this.renames = renames;
    }

    /** What is found while reading. */
    private static final class Found {
        private final List<WrittenPrompt> prompts = new ArrayList<>();
        private final List<Problem> problems = new ArrayList<>();
        private @Nullable BuildingBlocks blocks;
    }

    /**
     * Reads a body. Takes time with long ones.
     *
     * @param blocksAreWelcome whether an answer can be made of what an editor shows
     * @throws io.aigateway.kernel.FailureException naming the fields that are wrong, when nothing can be used
     */
    Components read(JsonNode body, boolean blocksAreWelcome) {
        Problem wrong = schemas.problem(Schemas.ENVELOPE, Payloads.withoutNulls(body), List.of("body"));
        if (wrong != null) {
            throw refused(List.of(wrong));
        }
        var found = new Found();
        JsonNode components = body.path(COMPONENTS);
        for (int i = 0; i < components.size(); i++) {
            read(i, components.get(i), found);
        }
        BuildingBlocks blocks = blocksAreWelcome ? found.blocks : null;
        if (found.prompts.isEmpty() && blocks == null) {
            throw refused(found.problems.isEmpty() ? List.of(nothing()) : found.problems);
        }
        boolean stream = body.path("stream").booleanValue();
        return new Components(found.prompts, blocks, found.problems, stream);
    }

    /** Whether a body that could also be of GitLab's own protocol is one of this. */
    static boolean isOurs(JsonNode body) {
        boolean ours = false;
        for (JsonNode component : body.path(COMPONENTS)) {
            String type = component.path("type").asText();
            if (type.startsWith("code_")) {
                return false;
            }
            ours |= type.equals(PROMPT) || type.equals(EDITOR_CONTENT);
        }
        return ours;
    }

    private void read(int number, JsonNode component, Found found) {
        List<String> place = List.of("body", COMPONENTS, String.valueOf(number));
        Problem wrong = schemas.problem(Schemas.COMPONENT, component, place);
        if (wrong != null) {
            found.problems.add(wrong);
            return;
        }
        String type = component.path("type").asText();
        JsonNode payload = component.path("payload");
        List<String> within = List.of("body", COMPONENTS, String.valueOf(number), "payload");
        if (type.equals(PROMPT)) {
            if (isSound(type, Schemas.PROMPT, payload, within, found)) {
                addPrompt(number, payload, within, found);
            }
        } else if (type.equals(EDITOR_CONTENT) && isSound(type, Schemas.EDITOR_CONTENT, payload, within, found)) {
            addBlocks(payload, within, found);
        }
    }

    private boolean isSound(String type, String schema, JsonNode payload, List<String> place, Found found) {
        renames.apply(type, payload);
        Problem wrong = schemas.problem(schema, payload, place);
        if (wrong != null) {
            found.problems.add(wrong);
        }
        return wrong == null;
    }

    private static void addPrompt(int number, JsonNode payload, List<String> place, Found found) {
        WrittenPrompt prompt = Payloads.prompt(number, payload);
        if (prompt.messages().isEmpty()) {
            found.problems.add(missing(place, "content"));
        } else {
            found.prompts.add(prompt);
        }
    }

    private static void addBlocks(JsonNode payload, List<String> place, Found found) {
        BuildingBlocks blocks = Payloads.blocks(payload);
        if (blocks.above().isBlank() && blocks.below().isBlank()) {
            found.problems.add(missing(place, "content_above_cursor"));
        } else if (found.blocks == null) {
            found.blocks = blocks;
        }
    }

    private static Problem missing(List<String> place, String name) {
        var path = new ArrayList<>(place);
        path.add(name);
        return new Problem("missing", path, "Field required");
    }

    private static Problem nothing() {
        return new Problem(
                "no_usable_component",
                List.of("body", COMPONENTS),
                "No component is of a type that can be used here (prompt, or editor_content for code)");
    }

    private static RuntimeException refused(List<Problem> problems) {
        return Failure.invalid("The request cannot be read", problems.toArray(Problem[]::new))
                .asException();
    }
}
