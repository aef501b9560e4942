package io.aigateway.codesuggestions.core.syntax;

/**
 * A stretch of code that belongs together, e.g. a function.
 *
 * @param start first character
 * @param end   after the last character
 * @param lines how many lines it stands on
 */
public record Block(int start, int end, int lines) {}
