package io.aigateway.model;

import io.aigateway.model.api.Target;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A model of the catalogue.
 *
 * @param identifier    its key in the catalogue
 * @param name          shown to people
 * @param provider      shown to people; null for a family of self-hosted models
 * @param engine        told to clients as {@code model.engine}
 * @param target        how it is reached
 * @param contextTokens how much it can read, in tokens
 * @param families      which prompts suit it, best first, without {@code base}
 * @param stop          texts at which code completions end
 */
public record Model(
        String identifier,
        String name,
        @Nullable String provider,
        String engine,
        Target target,
        int contextTokens,
        List<String> families,
        List<String> stop) {

    /** Whether callers name the server. */
    public boolean isSelfHosted() {
        return provider == null;
    }

    /** The same model at another place. */
    Model at(Target elsewhere) {
        return new Model(identifier, name, provider, engine, elsewhere, contextTokens, families, stop);
    }
}
