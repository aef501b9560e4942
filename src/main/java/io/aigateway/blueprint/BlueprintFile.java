package io.aigateway.blueprint;

import io.aigateway.blueprint.api.PromptsAsked.Purpose;
import io.aigateway.model.Route;
import io.aigateway.wire.Yaml;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The content of {@code conf/blueprint.yaml}, key for key; that file says what they mean. */
public record BlueprintFile(Rules chat, Rules completions) {

    record Rules(Map<String, Route> routes, @Nullable Double temperature, int maxTokens, int timeoutSeconds) {
        Rules {
            require(routes, "routes");
            if (maxTokens < 1 || timeoutSeconds < 1) {
                throw new IllegalArgumentException("max_tokens, timeout_seconds (expected: at least 1)");
            }
        }
    }

    public BlueprintFile {
        require(chat, "chat");
        require(completions, "completions");
    }

    /**
     * Reads the file.
     *
     * @throws IllegalArgumentException naming what is wrong
     */
    public static BlueprintFile read(String text, String name) {
        return Yaml.read(text, name, BlueprintFile.class);
    }

    Rules rulesOf(Purpose purpose) {
        return switch (purpose) {
            case CHAT -> chat;
            case COMPLETION -> completions;
        };
    }

    private static void require(@Nullable Object value, String key) {
        if (value == null) {
            throw new IllegalArgumentException(key + " is missing");
        }
    }
}
