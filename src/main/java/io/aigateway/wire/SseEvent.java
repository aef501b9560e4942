package io.aigateway.wire;

/**
 * One server-sent event.
 *
 * @param name value of its {@code event:} line; empty when it has none
 * @param data its {@code data:} lines, joined by line feeds, as UTF-8 bytes
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; read once, straight into a JSON parser
public record SseEvent(String name, byte[] data) {}
