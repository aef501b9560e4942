package io.aigateway.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aigateway.wire.Json;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** An OpenAPI document, and whether answers are as it says. Members of answers that it does not name are errors. */
public final class OpenApi {
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

    private final JsonNode document;
    private final ObjectNode definitions;

    /** An operation with an example of a request; the body is empty when there is none. */
    public record Operation(String method, String template, JsonNode node, JsonNode path) {
        /** Bodies of its examples; an empty one when it takes none. */
        public List<String> examples() {
            JsonNode examples = node.at("/requestBody/content/application~1json/examples");
            var bodies = new ArrayList<String>();
            examples.forEach(example -> bodies.add(example.get("value").toString()));
            return bodies.isEmpty() ? List.of("") : bodies;
        }

        /** The path of its examples. */
        public String examplePath() {
            String filled = template;
            for (JsonNode parameter : node.path("parameters")) {
                if (parameter.path("in").asText().equals("path")) {
                    filled = filled.replace(
                            "{" + parameter.get("name").asText() + "}",
                            parameter.path("example").asText());
                }
            }
            return filled;
        }

        public boolean isForOperators() {
            return path.has("servers");
        }
    }

    public OpenApi(JsonNode document) {
        this.document = document;
        this.definitions = (ObjectNode) rewritten(document.at("/components/schemas"));
    }

    public List<Operation> operations() {
        var operations = new ArrayList<Operation>();
        document.get("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(operation -> METHODS.contains(operation.getKey()))
                        .forEach(operation -> operations.add(new Operation(
                                operation.getKey().toUpperCase(java.util.Locale.ROOT),
                                path.getKey(),
                                operation.getValue(),
                                path.getValue()))));
        return operations;
    }

    public Operation operation(String method, String template) {
        return operations().stream()
                .filter(operation -> operation.method().equals(method)
                        && operation.template().equals(template))
                .findFirst()
                .orElseThrow(() -> new AssertionError("not documented: " + method + " " + template));
    }

    /** What is referred to and is not there. */
    public List<String> brokenReferences() {
        return document.findValuesAsText("$ref").stream()
                .filter(reference -> document.at(reference.substring(1)).isMissingNode())
                .distinct()
                .toList();
    }

    /** Method and template of the operations; of the API, or of the port for operators. */
    public Set<String> names(boolean forOperators) {
        return operations().stream()
                .filter(operation -> operation.isForOperators() == forOperators)
                .map(operation -> operation.method() + " " + operation.template())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What is wrong with an answer; empty when it is as documented. */
    public List<String> problems(Operation operation, int status, String contentType, String body) {
        JsonNode responses = operation.node().get("responses");
        JsonNode response = responses.path(String.valueOf(status));
        JsonNode known = resolved(response.isMissingNode() ? responses.path("default") : response);
        if (known.has("description") && !known.has("content") && body.isEmpty()) {
            return List.of();
        }
        String type = contentType.replaceFirst(";.*", "").strip();
        JsonNode content = known.path("content").path(type);
        if (content.isMissingNode()) {
            return List.of("not documented: status " + status + " with content " + type + ": " + body);
        }
        JsonNode schema = rewritten(content.get("schema"));
        var problems = new ArrayList<String>();
        for (Object value : values(type, body)) {
            problems.addAll(problems(schema, value));
        }
        return problems;
    }

    private static List<Object> values(String type, String body) {
        return switch (type) {
            case "application/json", "application/schema+json" -> List.of(parsed(body));
            case "application/x-ndjson" -> body.lines().map(OpenApi::parsed).toList();
            default -> List.of(body);
        };
    }

    private static Object parsed(String text) {
        return io.vertx.core.json.Json.decodeValue(text);
    }

    private List<String> problems(JsonNode schema, Object value) {
        var root = new JsonObject(schema.toString()).put("$defs", new JsonObject(definitions.toString()));
        OutputUnit result = Validator.create(
                        JsonSchema.of(root),
                        new JsonSchemaOptions()
                                .setDraft(Draft.DRAFT202012)
                                .setOutputFormat(OutputFormat.Basic)
                                .setBaseUri("app://api"))
                .validate(value);
        return result.getValid()
                ? List.of()
                : result.getErrors().stream()
                        .map(error -> error.getInstanceLocation() + ": " + error.getError())
                        .toList();
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? document.at(node.get("$ref").asText().substring(1)) : node;
    }

    /** The same schema as one that stands alone; its objects have no members but those named. */
    private static JsonNode rewritten(JsonNode schema) {
        try {
            JsonNode copy = Json.read(schema.toString()
                    .replace("#/components/schemas/", "#/$defs/")
                    .getBytes(StandardCharsets.UTF_8));
            close(copy);
            return copy;
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void close(JsonNode schema) {
        if (schema instanceof ObjectNode object
                && object.path("properties").isObject()
                && !object.has("additionalProperties")) {
            object.put("additionalProperties", false);
        }
        schema.forEach(OpenApi::close);
    }
}
