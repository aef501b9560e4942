package io.aigateway.model.api;

/**
 * Asks a model for an answer.
 *
 * @param target      where the model is
 * @param input       what it reads
 * @param parameters  how it shall answer
 * @param promptCache whether the provider may keep the prompt in a cache
 * @param origin      which kind of caller asks; only the mock answers by it
 * @param retry       whether the provider's host may ask again by itself when the provider fails before its first token
 */
public record ModelAsked(
        Target target, ModelInput input, Parameters parameters, boolean promptCache, Origin origin, boolean retry) {

    /** A question that is asked once. */
    public ModelAsked(Target target, ModelInput input, Parameters parameters, boolean promptCache, Origin origin) {
        this(target, input, parameters, promptCache, origin, false);
    }

    /** Which generation of the original's model classes would have been asked. Source: contract section 9. */
    public enum Origin {
        /** A prompt of the prompt registry. */
        PROMPT,
        /** The older text or chat model classes. */
        DIRECT
    }
}
