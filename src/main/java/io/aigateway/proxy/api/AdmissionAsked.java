package io.aigateway.proxy.api;

/**
 * Asks whether a call may be made.
 *
 * @param proxy  name of the proxy as in its path, e.g. {@code vertex-ai}
 * @param target path and query below the proxy, exactly as the caller sent them
 * @param body   what the body says
 */
public record AdmissionAsked(String proxy, String target, BodyFacts body) {}
