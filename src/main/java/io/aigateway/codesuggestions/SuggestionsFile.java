package io.aigateway.codesuggestions;

import io.aigateway.model.Route;
import io.aigateway.wire.Yaml;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The content of {@code conf/code-suggestions.yaml}, key for key; that file says what they mean. */
public record SuggestionsFile(CompletionRules completions, GenerationRules generations) {
    /** The family of models that no other family fits. */
    static final String BASE = "base";

    /**
     * Reads the file.
     *
     * @throws IllegalArgumentException naming what is wrong
     */
    public static SuggestionsFile read(String text, String name) {
        return Yaml.read(text, name, SuggestionsFile.class);
    }

    /** How code at the cursor is asked for. */
    record CompletionRules(Map<String, CompletionFamily> families, Map<String, Route> routes) {
        CompletionRules {
            requireBase(families);
        }

        CompletionFamily familyOf(List<String> preferred) {
            return first(families, preferred);
        }
    }

    /** How code from an instruction is asked for. */
    record GenerationRules(
            Map<String, GenerationFamily> families, Map<String, Route> routes, Map<String, Route> componentRoutes) {
        GenerationRules {
            requireBase(families);
        }

        GenerationFamily familyOf(List<String> preferred) {
            return first(families, preferred);
        }
    }

    /** Form of a prompt for code at the cursor. */
    enum Form {
        FIM,
        SUFFIX,
        CHAT
    }

    record CompletionFamily(
            String name,
            Form form,
            @Nullable String template,
            @Nullable List<String> markers,
            @Nullable String system,
            @Nullable String user,
            @Nullable Double temperature,
            int maxTokens,
            @Nullable List<String> stop,
            @Nullable Integer timeoutSeconds) {
        CompletionFamily {
            require(name, "name");
            require(form, "form");
            requirePositive(maxTokens);
            if (form == Form.FIM) {
                require(template, "template");
            } else if (form == Form.CHAT) {
                require(system, "system");
                require(user, "user");
            }
        }
    }

    record GenerationFamily(
            String name,
            @Nullable Double temperature,
            int maxTokens,
            @Nullable List<String> stop,
            @Nullable String prefill,
            @Nullable Integer timeoutSeconds) {
        GenerationFamily {
            require(name, "name");
            requirePositive(maxTokens);
        }
    }

    private static <T> T first(Map<String, T> families, List<String> preferred) {
        for (String name : preferred) {
            T family = families.get(name);
            if (family != null) {
                return family;
            }
        }
        return Objects.requireNonNull(families.get(BASE));
    }

    private static void requireBase(@Nullable Map<String, ?> families) {
        if (families == null || !families.containsKey(BASE)) {
            throw new IllegalArgumentException("families: " + BASE + " is missing");
        }
    }

    private static void require(@Nullable Object value, String key) {
        if (value == null) {
            throw new IllegalArgumentException(key + " is missing");
        }
    }

    private static void requirePositive(int maxTokens) {
        if (maxTokens < 1) {
            throw new IllegalArgumentException("max_tokens: " + maxTokens + " (expected: at least 1)");
        }
    }
}
