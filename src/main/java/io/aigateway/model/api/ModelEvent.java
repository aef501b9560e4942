package io.aigateway.model.api;

/** A piece of a model's answer while it is being made. */
public sealed interface ModelEvent {

    /**
     * The provider has accepted the request. Always the first event.
     *
     * @param model    the model that answers, as far as known
     * @param question which of several questions it answers, counted from 0
     */
    record Started(String model, int question) implements ModelEvent {
        /** The answer to the only question there is. */
        public Started(String model) {
            this(model, 0);
        }
    }

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
