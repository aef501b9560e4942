package io.aigateway.bus;

/**
 * What travels on the bus: a message and the request it belongs to.
 *
 * @param header  the request
 * @param message an immutable record
 */
public record Envelope<M extends Record>(Header header, M message) {}
