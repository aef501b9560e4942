package io.aigateway.model.api;

/**
 * Whether a provider can be called.
 *
 * @param present whether the gateway has a credential for the target, or needs none
 */
public record CredentialKnown(boolean present) {}
