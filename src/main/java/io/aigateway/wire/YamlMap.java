package io.aigateway.wire;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A mapping of a YAML file whose values know where they stand. Whatever is wrong goes to {@link FileProblems} with file and line, and
 * reads as absent; {@link #refuseOthers} names the keys that nobody asked for.
 */
public final class YamlMap {
    /**
     * A text and the line it begins at, counted from 1.
     *
     * @param value the text
     * @param line  of its first character
     */
    public record Text(String value, int line) {}

    private final String file;
    private final FileProblems problems;
    private final Map<String, Node> values = new LinkedHashMap<>();
    private final Map<String, Integer> lines = new LinkedHashMap<>();
    private final Set<String> asked = new LinkedHashSet<>();
    private final int line;

    private YamlMap(String file, int line, FileProblems problems) {
        this.file = file;
        this.line = line;
        this.problems = problems;
    }

    /** The mapping that a file is; null, with a problem noted, when it is no YAML. */
    public static @Nullable YamlMap read(String text, String file, FileProblems problems) {
        try {
            var options = new LoaderOptions();
            options.setMaxAliasesForCollections(0);
            return of(new org.yaml.snakeyaml.Yaml(options).compose(new StringReader(text)), file, problems);
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            problems.add(file, line, String.valueOf(e.getProblem()));
        } catch (YAMLException e) {
            problems.add(file, 1, String.valueOf(e.getMessage()));
        }
        return null;
    }

    /** The mapping that a node is; empty, with a problem noted, when it is something else. */
    private static YamlMap of(@Nullable Node node, String file, FileProblems problems) {
        int line = node == null ? 1 : lineOf(node);
        var map = new YamlMap(file, line, problems);
        if (!(node instanceof MappingNode mapping)) {
            problems.add(file, line, "expected: a mapping of keys and values");
            return map;
        }
        for (NodeTuple tuple : mapping.getValue()) {
            map.put(tuple);
        }
        return map;
    }

    private void put(NodeTuple tuple) {
        int at = lineOf(tuple.getKeyNode());
        if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
            problems.add(file, at, "expected: a text as the key");
        } else if (values.put(key.getValue(), tuple.getValueNode()) != null) {
            problems.add(file, at, key.getValue() + " stands here twice");
        } else {
            lines.put(key.getValue(), at);
        }
    }

    /** Its keys, in the order of the file. */
    public Set<String> keys() {
        return values.keySet();
    }

    /** The line of a key, or of the mapping when the key is absent. */
    public int line(String key) {
        return lines.getOrDefault(key, line);
    }

    /** A text that must be there. */
    public String text(String key) {
        Node node = find(key);
        if (node instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
            return scalar.getValue();
        }
        wrong(key, "a text");
        return "";
    }

    /** A text that may be absent. */
    public @Nullable String textOrNull(String key) {
        return find(key) == null ? null : text(key);
    }

    /** A value that may be absent, made of its text. */
    public <T> @Nullable T valueOrNull(String key, String expected, Function<String, T> parser) {
        Node node = find(key);
        if (node == null) {
            return null;
        }
        try {
            if (node instanceof ScalarNode scalar) {
                return parser.apply(scalar.getValue());
            }
        } catch (IllegalArgumentException e) {
            // Told below, like any other value that does not fit.
        }
        wrong(key, expected);
        return null;
    }

    /** A text or a list of texts; empty when absent. */
    public List<Text> texts(String key) {
        Node node = find(key);
        if (node == null) {
            return List.of();
        }
        List<Node> nodes = node instanceof SequenceNode list ? list.getValue() : List.of(node);
        var texts = new ArrayList<Text>();
        for (Node item : nodes) {
            if (item instanceof ScalarNode scalar) {
                texts.add(new Text(scalar.getValue(), textLine(scalar)));
            } else {
                wrong(key, "a text, or a list of texts");
            }
        }
        return texts;
    }

    /** A mapping, or a list of mappings where a key can stand twice; empty when absent. */
    public List<YamlMap> maps(String key) {
        if (!(find(key) instanceof SequenceNode list)) {
            return List.of(map(key));
        }
        return list.getValue().stream().map(item -> of(item, file, problems)).toList();
    }

    /** A mapping that may be absent, and is empty then. */
    public YamlMap map(String key) {
        Node node = find(key);
        return node == null ? new YamlMap(file, line, problems) : of(node, file, problems);
    }

    /** Asks for a key whose value means nothing here. */
    public void ignore(String key) {
        asked.add(key);
    }

    public boolean has(String key) {
        return find(key) != null;
    }

    /** Notes a problem with the value of a key. */
    public void wrong(String key, String expected) {
        String state = values.containsKey(key) ? "" : " is missing";
        problems.add(file, line(key), key + state + " (expected: " + expected + ")");
    }

    /** Notes every key that was not asked for. */
    public void refuseOthers() {
        for (String key : values.keySet()) {
            if (!asked.contains(key)) {
                problems.add(file, line(key), key + " is unknown (expected: " + String.join(", ", asked) + ")");
            }
        }
    }

    private @Nullable Node find(String key) {
        asked.add(key);
        Node node = values.get(key);
        return node == null || node.getTag().equals(Tag.NULL) ? null : node;
    }

    private static int textLine(ScalarNode scalar) {
        boolean block = scalar.getScalarStyle() == ScalarStyle.LITERAL || scalar.getScalarStyle() == ScalarStyle.FOLDED;
        return lineOf(scalar) + (block ? 1 : 0);
    }

    private static int lineOf(Node node) {
        return node.getStartMark().getLine() + 1;
    }
}
