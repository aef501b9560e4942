package io.aigateway.http.blueprint;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.NodePath;
import io.aigateway.kernel.Failure.Problem;
import io.aigateway.wire.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The JSON Schemas of {@code conf/schemas}: what is told to clients is what their requests are checked with. */
public final class Schemas {
    static final String ENVELOPE = "envelope.json";
    static final String COMPONENT = "component.json";
    static final String PROMPT = "prompt.json";
    static final String EDITOR_CONTENT = "editor_content.json";
    static final String TELEMETRY = "telemetry.json";

    private static final List<String> NAMES = List.of(ENVELOPE, COMPONENT, PROMPT, EDITOR_CONTENT, TELEMETRY);

    private final Map<String, String> texts = new LinkedHashMap<>();
    private final Map<String, Schema> schemas = new LinkedHashMap<>();

    private Schemas() {}

    /**
     * Reads them.
     *
     * @param files gives the content of a file of the folder
     * @throws IllegalArgumentException naming the file that is none
     */
    public static Schemas read(UnaryOperator<String> files) {
        var all = new Schemas();
        var registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
        for (String name : NAMES) {
            String text = files.apply(name);
            all.texts.put(name, text);
            all.schemas.put(name, registry.getSchema(parse(name, text)));
        }
        return all;
    }

    Set<String> names() {
        return texts.keySet();
    }

    String text(String name) {
        return Objects.requireNonNull(texts.get(name));
    }

    /**
     * The first thing that is wrong with a value; null when nothing is.
     *
     * @param location of the value in the body
     */
    @Nullable
    Problem problem(String name, JsonNode value, List<String> location) {
        Schema schema = Objects.requireNonNull(schemas.get(name));
        List<Error> errors = schema.validate(value, context -> context.setFailFast(true));
        return errors.isEmpty() ? null : problem(errors.get(0), location);
    }

    private static Problem problem(Error error, List<String> location) {
        var path = new ArrayList<String>(location);
        NodePath within = error.getInstanceLocation();
        for (int i = 0; i < within.getNameCount(); i++) {
            path.add(within.getElement(i).toString());
        }
        if (error.getProperty() != null) {
            path.add(error.getProperty());
        }
        return new Problem(error.getKeyword(), path, error.getMessage());
    }

    private static JsonNode parse(String name, String text) {
        try {
            return Json.read(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalArgumentException("schemas/" + name + ": " + e.getMessage(), e);
        }
    }
}
