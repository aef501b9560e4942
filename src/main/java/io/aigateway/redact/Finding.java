package io.aigateway.redact;

/**
 * Something that was found.
 *
 * @param start where it begins in the text
 * @param end   behind its last character
 */
record Finding(int start, int end, Kind kind) {}
