package io.aigateway.chat.api;

/** What the agent does in one step. Source: contract section 2.2. */
public sealed interface AgentEvent {

    /**
     * A part of the answer to the user.
     *
     * @param text         the new part only; may be empty in the last one
     * @param finishReason why the model stopped, by its own word; empty until the last one
     */
    record Answer(String text, String finishReason) implements AgentEvent {
        @Override
        public String toString() {
            return "Answer[text: " + text.length() + ", " + finishReason + "]";
        }
    }

    /**
     * The agent wants a tool to be used.
     *
     * @param tool    one of those offered
     * @param input   what it asks for
     * @param thought why
     */
    record Action(String tool, String input, String thought) implements AgentEvent {
        @Override
        public String toString() {
            return "Action[" + tool + "]";
        }
    }

    /** The model said something that is neither. */
    record Unknown(String text) implements AgentEvent {
        @Override
        public String toString() {
            return "Unknown[text: " + text.length() + "]";
        }
    }

    /**
     * The step failed.
     *
     * @param message   for the caller; holds no text of a prompt or an answer
     * @param retryable whether the same step may well succeed a moment later
     */
    record Failed(String message, boolean retryable) implements AgentEvent {}
}
