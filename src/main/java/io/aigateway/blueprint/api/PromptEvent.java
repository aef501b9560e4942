package io.aigateway.blueprint.api;

/** A piece of an answer while it is being made. */
public sealed interface PromptEvent {

    /** A model has begun to answer. Always the first event. */
    record Begun(Served served) implements PromptEvent {}

    /** The next piece of text; never empty. */
    record Text(String text) implements PromptEvent {
        @Override
        public String toString() {
            return "Text[" + text.length() + "]";
        }
    }
}
