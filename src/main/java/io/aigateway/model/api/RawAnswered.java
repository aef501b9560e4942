package io.aigateway.model.api;

/**
 * The end of an answer that came as raw bytes.
 *
 * @param status HTTP status of the provider
 */
public record RawAnswered(int status) {}
