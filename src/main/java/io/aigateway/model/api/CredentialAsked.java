package io.aigateway.model.api;

/**
 * Asks whether a provider can be called at all.
 *
 * @param target where the call would go
 */
public record CredentialAsked(Target target) {}
