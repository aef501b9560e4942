package io.aigateway.http.blueprint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aigateway.wire.Yaml;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The table of {@code conf/schemas/renames.yaml}: makes of the payload of an older client one with the names of today. */
public final class Renames {
    private static final Pattern DOT = Pattern.compile("\\.");
    private static final String EACH = "[]";

    private final Map<String, List<Rename>> byType = new HashMap<>();

    private Renames() {}

    /** The file, key for key. */
    record Table(Map<String, Map<String, String>> renames) {
        Table {
            if ((@Nullable Object) renames == null) {
                throw new IllegalArgumentException("renames is missing");
            }
        }
    }

    /**
     * One older name.
     *
     * @param path to the object it stands in; a step that ends with {@code []} leads to every item of a list
     */
    private record Rename(List<String> path, String from, String to) {
        void apply(JsonNode node, int at) {
            if (at == path.size()) {
                rename(node);
                return;
            }
            String step = path.get(at);
            if (step.endsWith(EACH)) {
                for (JsonNode item : node.path(step.substring(0, step.length() - EACH.length()))) {
                    apply(item, at + 1);
                }
            } else {
                apply(node.path(step), at + 1);
            }
        }

        private void rename(JsonNode node) {
            if (node instanceof ObjectNode object && object.has(from)) {
                JsonNode value = object.remove(from);
                if (!object.hasNonNull(to)) {
                    object.set(to, value);
                }
            }
        }
    }

    /**
     * Reads the table.
     *
     * @throws IllegalArgumentException naming what is wrong
     */
    public static Renames read(String text, String name) {
        var all = new Renames();
        Yaml.read(text, name, Table.class).renames().forEach((type, names) -> {
            var renames = new ArrayList<Rename>();
            names.forEach((older, today) -> {
                List<String> path = List.of(DOT.split(older, -1));
                renames.add(new Rename(path.subList(0, path.size() - 1), path.get(path.size() - 1), today));
            });
            all.byType.put(type, renames);
        });
        return all;
    }

    /** Changes the payload of a component of this type. */
    void apply(String type, JsonNode payload) {
        byType.getOrDefault(type, List.of()).forEach(rename -> rename.apply(payload, 0));
    }
}
