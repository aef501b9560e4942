package io.aigateway.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import org.yaml.snakeyaml.LoaderOptions;

/** YAML files of the installation: strict, so that a misspelt key is found at start and not in production. */
public final class Yaml {
    private static final int MAX_CODE_POINTS = 16 * 1024 * 1024;

    private static final ObjectMapper MAPPER = YAMLMapper.builder(
                    YAMLFactory.builder().loaderOptions(options()).build())
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
            // Through a tree, because only there YAML's anchors and aliases are resolved.
            Object tree = new org.yaml.snakeyaml.Yaml(options()).load(text);
            return MAPPER.convertValue(tree, type);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + ": " + plain(e), e);
        } catch (org.yaml.snakeyaml.error.YAMLException e) {
            throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
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

    private static LoaderOptions options() {
        var options = new LoaderOptions();
        options.setCodePointLimit(MAX_CODE_POINTS);
        options.setAllowDuplicateKeys(false);
        options.setMaxAliasesForCollections(1000);
        return options;
    }
}
