package io.aigateway.model;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How one {@code model_provider} of the older protocols chooses a model. Values are identifiers of the catalogue, or
 * {@code feature:<name>} for the default of a feature.
 *
 * @param defaultModel    without a name ({@code default} in YAML)
 * @param inAsia          the same, where the gateway runs in Asia; null for no difference
 * @param names           model names that are accepted; null for none
 * @param anyNameStarting also accepted: any name that begins so, served by the default; null for none
 * @param selfHosted      whether the caller names the server
 */
public record Route(
        @com.fasterxml.jackson.annotation.JsonProperty("default")
        String defaultModel,

        @Nullable String inAsia,
        @Nullable Map<String, String> names,
        @Nullable String anyNameStarting,
        boolean selfHosted) {

    /** What the name chooses; null when it is not accepted. */
    @Nullable
    String named(String name, boolean asia) {
        if (names != null && names.containsKey(name)) {
            return asia && inAsia != null ? inAsia : names.get(name);
        }
        return anyNameStarting != null && name.startsWith(anyNameStarting) ? unnamed(asia) : null;
    }

    /** What is chosen without a name. */
    String unnamed(boolean asia) {
        return asia && inAsia != null ? inAsia : defaultModel;
    }
}
