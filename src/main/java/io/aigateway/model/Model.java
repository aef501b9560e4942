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
 * @param groups        how it is reached: targets that are tried first come first
 * @param hedged        whether a second target may be asked when the first is slow
 * @param contextTokens how much it can read, in tokens
 * @param families      which prompts suit it, best first, without {@code base}
 * @param stop          texts at which code completions end
 * @param thinksAloud   whether its answers can begin with its thoughts, between {@code <think>} marks
 */
public record Model(
        String identifier,
        String name,
        @Nullable String provider,
        String engine,
        List<TargetGroup> groups,
        boolean hedged,
        int contextTokens,
        List<String> families,
        List<String> stop,
        boolean thinksAloud) {
    /**
     * Share of the context that is used, in percent. Tokens are counted with one general tokenizer, and others need up to a sixth
     * more: so no provider refuses a prompt for its length.
     */
    private static final int USED_PERCENT = 85;

    public Model {
        groups = List.copyOf(groups);
        families = List.copyOf(families);
        stop = List.copyOf(stop);
    }

    /** Where it is asked first. */
    public Target target() {
        return groups.get(0).targets().get(0);
    }

    /** Whether callers name the server. */
    public boolean isSelfHosted() {
        return provider == null;
    }

    /**
     * How much of a prompt it can read, in tokens of the general tokenizer, at least 1.
     *
     * @param limit        largest prompt, whatever its context holds
     * @param answerTokens longest answer, which shares the context
     */
    public int readableTokens(int limit, int answerTokens) {
        long room = Math.min(contextTokens, limit) - (long) answerTokens;
        return (int) Math.max(1, room * USED_PERCENT / 100);
    }

    /** The same model at another place. */
    Model at(Target elsewhere) {
        return new Model(
                identifier,
                name,
                provider,
                engine,
                List.of(TargetGroup.of(elsewhere)),
                false,
                contextTokens,
                families,
                stop,
                thinksAloud);
    }
}
