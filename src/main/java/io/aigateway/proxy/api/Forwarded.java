package io.aigateway.proxy.api;

import io.aigateway.model.api.Usage;

/**
 * The end of an answer that was passed on.
 *
 * @param model the model of the request, by the provider's name
 * @param usage tokens consumed, as the passing answer said
 */
public record Forwarded(String model, Usage usage) {}
