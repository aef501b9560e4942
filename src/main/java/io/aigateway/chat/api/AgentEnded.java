package io.aigateway.chat.api;

import io.aigateway.model.api.Usage;
import java.util.List;

/**
 * The end of a step.
 *
 * @param model     the model that answered, by the provider's word
 * @param usage     tokens consumed
 * @param offered   names of the tools that were offered
 * @param tool      the tool that the agent asked for; empty for none
 * @param tokensCut how much of the conversation did not fit the model and was left out, in tokens
 */
public record AgentEnded(String model, Usage usage, List<String> offered, String tool, int tokensCut) {
    public AgentEnded {
        offered = List.copyOf(offered);
    }
}
