package io.aigateway.blueprint.api;

import io.aigateway.model.api.Usage;

/**
 * The end of a streamed answer.
 *
 * @param usage tokens consumed
 */
public record PromptEnded(Usage usage) {}
