package io.aigateway.telemetry.api;

/**
 * What became of one answer. Texts are the client's word: they are looked up before anything is counted under them.
 *
 * @param answer        which answer
 * @param accepted      whether it was taken over
 * @param latencyMillis how long its user waited for it, in milliseconds; negative when the client did not say
 */
public record OutcomeReported(AnswerId answer, boolean accepted, long latencyMillis) {}
