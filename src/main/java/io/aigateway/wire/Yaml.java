package io.aigateway.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/** YAML files of the installation: strict, so that a misspelt key is found at start and not in production. */
public final class Yaml {
    private static final int MAX_CODE_POINTS = 16 * 1024 * 1024;

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .build();

    private Yaml() {}

    /**
     * Reads a file into a record whose components have the names of its keys, in camel case.
     *
     * @param text the content
     * @param name of the file, for messages
     * @throws IllegalArgumentException naming file, line and what is wrong
     */
    public static <T> T read(String text, String name, Class<T> type) {
        try {
            T shipped = shipped(text, name, type);
            if (shipped != null) {
                return shipped;
            }
            // Through a tree, because only there YAML's anchors and aliases are resolved.
            Object tree = parser().load(text);
            return MAPPER.convertValue(tree, type);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + ": " + plain(e), e);
        } catch (org.yaml.snakeyaml.error.YAMLException e) {
            throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
        }
    }

    /** What the build has made of this very text; null when it has seen another or none. */
    private static <T> @Nullable T shipped(String text, String name, Class<T> type) {
        try {
            byte[] prepared = ShippedYaml.of(name);
            try (JsonParser content = prepared == null ? null : ShippedYaml.contentOf(text, prepared)) {
                return content == null ? null : MAPPER.readValue(content, type);
            }
        } catch (IOException e) {
            // The text itself is there to be read, and tells better what is wrong with it.
            return null;
        }
    }

    private static String plain(IllegalArgumentException e) {
        return e.getCause() instanceof JsonProcessingException cause
                ? cause.getOriginalMessage() + path(cause)
                : String.valueOf(e.getMessage());
    }

    private static String path(JsonProcessingException cause) {
        return cause instanceof com.fasterxml.jackson.databind.JsonMappingException mapping
                ? " (at " + mapping.getPathReference().replaceAll("[\\w.$]+\\[", "[") + ")"
                : "";
    }

    private static org.yaml.snakeyaml.Yaml parser() {
        LoaderOptions options = options();
        var dumping = new DumperOptions();
        return new org.yaml.snakeyaml.Yaml(
                new SafeConstructor(options), new Representer(dumping), dumping, options, new NoDates());
    }

    /** Leaves {@code 2026-03-01} the text that it is. */
    private static final class NoDates extends Resolver {
        @Override
        public void addImplicitResolver(Tag tag, Pattern form, String firstCharacters, int limit) {
            if (!tag.equals(Tag.TIMESTAMP)) {
                super.addImplicitResolver(tag, form, firstCharacters, limit);
            }
        }
    }

    private static LoaderOptions options() {
        var options = new LoaderOptions();
        options.setCodePointLimit(MAX_CODE_POINTS);
        options.setAllowDuplicateKeys(false);
        options.setMaxAliasesForCollections(1000);
        return options;
    }
}
