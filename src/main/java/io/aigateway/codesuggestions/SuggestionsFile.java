package io.aigateway.codesuggestions;

import io.aigateway.model.Model;
import io.aigateway.model.Route;
import io.aigateway.wire.Yaml;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The content of {@code conf/code-suggestions.yaml}, key for key; that file says what they mean. */
public record SuggestionsFile(CompletionRules completions, GenerationRules generations) {
    /**
     * Reads the file.
     *
     * @throws IllegalArgumentException naming what is wrong
     */
    public static SuggestionsFile read(String text, String name) {
        return Yaml.read(text, name, SuggestionsFile.class);
    }

    /** Whether a model, asked for code at the cursor, goes on with a text instead of being told what to do. */
    public boolean goesOnWithText(Model model) {
        return completions.familyOf(model.families()) != null;
    }

    /**
     * How code at the cursor is asked for.
     *
     * @param families models that are asked to go on with a text; all others get a prompt of the registry
     */
    record CompletionRules(Map<String, CompletionFamily> families, Map<String, Route> routes) {
        CompletionRules {
            require(families, "families");
            require(routes, "routes");
        }

        /** The first of the families that goes on with a text; null when the model has to be told what to do. */
        @Nullable
        CompletionFamily familyOf(List<String> preferred) {
            for (String name : preferred) {
                CompletionFamily family = families.get(name);
                if (family != null) {
                    return family;
                }
            }
            return null;
        }
    }

    /** Which models write code from an instruction. */
    record GenerationRules(Map<String, Route> routes, Map<String, Route> componentRoutes) {
        GenerationRules {
            require(routes, "routes");
            require(componentRoutes, "component_routes");
        }
    }

    /** Form of a text to go on with. */
    enum Form {
        FIM,
        SUFFIX
    }

    record CompletionFamily(
            String name,
            Form form,
            @Nullable String template,
            @Nullable List<String> markers,
            @Nullable Double temperature,
            int maxTokens,
            @Nullable List<String> stop,
            @Nullable Integer timeoutSeconds) {
        CompletionFamily {
            require(name, "name");
            require(form, "form");
            if (maxTokens < 1) {
                throw new IllegalArgumentException("max_tokens: " + maxTokens + " (expected: at least 1)");
            }
            if (form == Form.FIM) {
                require(template, "template");
            }
        }
    }

    private static void require(@Nullable Object value, String key) {
        if (value == null) {
            throw new IllegalArgumentException(key + " is missing");
        }
    }
}
