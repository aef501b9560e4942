package io.aigateway.codesuggestions.api;

/** A piece of a suggestion while it is being made. */
public sealed interface SuggestionEvent {

    /** A model has begun to answer. Always the first event. */
    record Begun(ModelUsed model) implements SuggestionEvent {}

    /** The next piece of code; never empty. */
    record Text(String text) implements SuggestionEvent {
        @Override
        public String toString() {
            return "Text[" + text.length() + "]";
        }
    }
}
