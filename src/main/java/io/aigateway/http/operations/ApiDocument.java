package io.aigateway.http.operations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aigateway.wire.Json;
import io.aigateway.wire.Yaml;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The OpenAPI document of the API, put together of parts: {@code gateway.yaml} has what is shared, each other file the paths of an API
 * family with their schemas. What every operation with a token has in common is added to each.
 */
public final class ApiDocument {
    private static final String SHARED = "gateway.yaml";
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");
    private static final List<String> HEADERS =
            List.of("AuthenticationType", "Realm", "InstanceId", "GlobalUserId", "RequestId");

    private final ObjectNode document;

    private ApiDocument(ObjectNode document) {
        this.document = document;
    }

    /**
     * Puts parts together.
     *
     * @param parts file name to YAML
     * @throws IllegalArgumentException when a file is no YAML, or two say something about the same thing
     */
    public static ApiDocument of(Map<String, String> parts) {
        var others = new TreeMap<>(parts);
        String shared = others.remove(SHARED);
        if (shared == null) {
            throw new IllegalArgumentException(SHARED + " (expected: to be among " + parts.keySet() + ")");
        }
        var document = new ApiDocument(Yaml.read(shared, SHARED, ObjectNode.class));
        document.addAll(others);
        document.complete();
        return document;
    }

    /** The whole document. */
    public byte[] bytes() {
        return Json.write(document);
    }

    private void addAll(SortedMap<String, String> parts) {
        parts.forEach((name, text) -> {
            ObjectNode part = Yaml.read(text, name, ObjectNode.class);
            document.withArray("/tags").addAll(part.withArray("/tags"));
            merge(document.withObject("/paths"), part.withObject("/paths"), name);
            for (Map.Entry<String, JsonNode> kind :
                    part.withObject("/components").properties()) {
                merge(document.withObject("/components/" + kind.getKey()), (ObjectNode) kind.getValue(), name);
            }
        });
    }

    private static void merge(ObjectNode into, ObjectNode from, String name) {
        for (Map.Entry<String, JsonNode> entry : from.properties()) {
            if (into.has(entry.getKey())) {
                throw new IllegalArgumentException(name + ": " + entry.getKey() + " (expected: said once)");
            }
            into.set(entry.getKey(), entry.getValue());
        }
    }

    private void complete() {
        for (JsonNode path : document.withObject("/paths")) {
            path.properties().stream()
                    .filter(operation -> METHODS.contains(operation.getKey()))
                    .filter(operation -> !operation.getValue().has("security"))
                    .forEach(operation -> complete((ObjectNode) operation.getValue()));
        }
    }

    private static void complete(ObjectNode operation) {
        // Copies: parts share what YAML's anchors name.
        ArrayNode parameters = operation.path("parameters").isArray()
                ? operation.path("parameters").deepCopy()
                : Json.mapper().createArrayNode();
        HEADERS.forEach(name -> parameters.addObject().put("$ref", "#/components/parameters/" + name));
        ObjectNode responses = operation.withObject("/responses").deepCopy();
        responses.putObject("401").put("$ref", "#/components/responses/Unauthenticated");
        responses.putObject("500").put("$ref", "#/components/responses/Defect");
        operation.set("parameters", parameters);
        operation.set("responses", responses);
    }
}
