package io.aigateway.prompts.api;

import io.aigateway.model.api.ModelChoice;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the answer to a prompt of the registry.
 *
 * @param promptId    e.g. {@code chat/explain_code}
 * @param version     constraint on its version; empty for the usual ones
 * @param inputs      what its templates read: any JSON values
 * @param model       which model is wanted
 * @param promptCache whether the provider may keep the prompt in a cache
 */
public record PromptAsked(
        String promptId, String version, Map<String, @Nullable Object> inputs, ModelChoice model, boolean promptCache) {
    public PromptAsked {
        inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
    }

    /** Names only: the inputs are somebody's text. */
    @Override
    public String toString() {
        return "PromptAsked[" + promptId + ", version: " + version + ", inputs: " + inputs.keySet() + "]";
    }
}
