package io.aigateway.model.api;

import io.aigateway.kernel.Secret;

/**
 * Which model a caller asks for; a text is empty where the caller said nothing. Source: contract section 3.4.
 *
 * @param provider       {@code gitlab} for the catalogue, {@code litellm} or another word for a self-hosted model
 * @param name           a catalogue entry: family of a self-hosted model, or an older way to give an identifier
 * @param identifier     catalogue identifier, or {@code prefix/model} of a self-hosted model
 * @param featureSetting feature whose default model is meant
 * @param endpoint       base URL of a self-hosted model
 * @param apiKey         its key
 */
public record ModelChoice(
        String provider, String name, String identifier, String featureSetting, String endpoint, Secret apiKey) {
    /** The caller leaves it to the gateway. */
    public static final ModelChoice NONE = new ModelChoice("", "", "", "", "", new Secret(""));
}
