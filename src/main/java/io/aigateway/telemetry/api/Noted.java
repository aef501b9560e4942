package io.aigateway.telemetry.api;

/**
 * A report was counted.
 *
 * @param items how many it held
 */
public record Noted(int items) {}
