package io.aigateway.model.api;

/**
 * The end of a model's answer.
 *
 * @param text         the whole answer; empty when it was streamed
 * @param finish       why the model stopped
 * @param finishReason the provider's own word for it, e.g. {@code end_turn}; empty when it gave none
 * @param usage        tokens consumed
 * @param model        the model that answered, by the provider's word; may be a dated version of the one asked
 * @param servedBy     the target that answered, such as {@code anthropic} or {@code vertexai:us-central1}; empty until it is chosen
 *                     among several
 * @param question     which of several questions it answers, counted from 0
 */
public record ModelAnswered(
        String text, Finish finish, String finishReason, Usage usage, String model, String servedBy, int question) {

    /** An answer of a provider. */
    public ModelAnswered(String text, Finish finish, String finishReason, Usage usage, String model) {
        this(text, finish, finishReason, usage, model, "", 0);
    }

    /** The same answer, who gave it, and to which question. */
    public ModelAnswered servedBy(String target, int asked) {
        return new ModelAnswered(text, finish, finishReason, usage, model, target, asked);
    }

    /** The same answer in other words. */
    public ModelAnswered withText(String other) {
        return new ModelAnswered(other, finish, finishReason, usage, model, servedBy, question);
    }

    /** Why a model stopped. */
    public enum Finish {
        /** It had said everything, or came to a stop text. */
        STOP,
        /** It came to the limit of tokens. */
        LENGTH,
        /** It wants a tool to be called. */
        TOOL_CALLS,
        /** A filter of the provider stopped it. */
        CONTENT_FILTER,
        /** Something else. */
        OTHER
    }

    @Override
    public String toString() {
        return "ModelAnswered[text: " + text.length() + ", " + finish + ", " + usage + ", " + model + "]";
    }
}
