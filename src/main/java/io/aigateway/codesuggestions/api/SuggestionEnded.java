package io.aigateway.codesuggestions.api;

import org.jspecify.annotations.Nullable;

/**
 * The end of a streamed suggestion.
 *
 * @param tokens what it cost; null when nobody counted
 */
public record SuggestionEnded(SuggestionGiven.@Nullable Tokens tokens) {}
