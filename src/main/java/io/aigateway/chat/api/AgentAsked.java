package io.aigateway.chat.api;

import io.aigateway.model.api.ModelChoice;
import java.util.List;

/**
 * Asks the agent for its next step. Source: contract section 2.2.
 *
 * @param messages    the conversation, oldest first; at least one. The last one with content is the question
 * @param steps       what the agent has done for this question already, oldest first
 * @param unavailable names of what the agent cannot look up
 * @param model       which model is wanted
 * @param promptCache whether the provider may keep the prompt in a cache
 */
public record AgentAsked(
        List<AgentMessage> messages,
        List<Step> steps,
        List<String> unavailable,
        ModelChoice model,
        boolean promptCache) {
    public AgentAsked {
        messages = List.copyOf(messages);
        steps = List.copyOf(steps);
        unavailable = List.copyOf(unavailable);
    }

    /**
     * A tool that the agent asked for, and what came of it.
     *
     * @param thought     why it asked
     * @param tool        name of the tool
     * @param input       what it asked for
     * @param observation what the tool found
     */
    public record Step(String thought, String tool, String input, String observation) {
        @Override
        public String toString() {
            return "Step[" + tool + ", observation: " + observation.length() + "]";
        }
    }

    /** Sizes only: this is somebody's text. */
    @Override
    public String toString() {
        return "AgentAsked[messages: " + messages.size() + ", steps: " + steps.size() + "]";
    }
}
