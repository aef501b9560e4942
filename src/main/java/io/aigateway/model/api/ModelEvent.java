package io.aigateway.model.api;

/** A piece of a model's answer while it is being made. */
public sealed interface ModelEvent {

    /**
     * The provider has accepted the request. Always the first event.
     *
     * @param model the model that answers, as far as known
     */
    record Started(String model) implements ModelEvent {}

    /**
     * The next piece of text.
     *
     * @param text the new part only; never empty
     */
    record Delta(String text) implements ModelEvent {
        @Override
        public String toString() {
            return "Delta[text: " + text.length() + "]";
        }
    }
}
