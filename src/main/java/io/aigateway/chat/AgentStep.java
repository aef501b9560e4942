package io.aigateway.chat;

import io.aigateway.chat.api.AgentAsked;
import io.aigateway.chat.core.AgentAccess;
import io.aigateway.chat.core.AgentConversation;
import io.aigateway.chat.core.Tool;
import io.aigateway.chat.core.ToolBox;
import io.aigateway.kernel.Caller;
import io.aigateway.kernel.Failure;
import io.aigateway.model.Models;
import io.aigateway.model.Question;
import io.aigateway.model.api.ModelAsked.Origin;
import io.aigateway.registry.PromptDefinition.Role;
import io.aigateway.registry.PromptModels;
import io.aigateway.registry.PromptModels.Choice;
import io.aigateway.registry.PromptRenderer;
import io.aigateway.registry.RenderedPrompt;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Use case: what a model is asked for the agent's next step. Source: contract section 2.2. */
final class AgentStep {
    private static final String PROMPT = "chat/react";

    private final ToolBox tools;
    private final AgentAccess access;
    private final PromptModels prompts;
    private final PromptRenderer renderer;
    private final Models models;

    AgentStep(ToolBox tools, AgentAccess access, PromptModels prompts, PromptRenderer renderer, Models models) {
        this.tools = tools;
        this.access = access;
        this.prompts = prompts;
        this.renderer = renderer;
        this.models = models;
    }

    /**
     * What is going to be asked.
     *
     * @param question   to the model
     * @param inPieces   whether the model may be asked for a stream
     * @param thinkAloud whether its answer can begin with its thoughts
     * @param offered    names of the tools that it may ask for
     * @param tokensCut  how much of the conversation did not fit
     */
    record Plan(Question question, boolean inPieces, boolean thinkAloud, List<String> offered, int tokensCut) {}

    /**
     * Chooses prompt and model; who may not talk to the agent is refused.
     *
     * @throws io.aigateway.kernel.FailureException when the caller may not, or there is nothing to answer
     */
    Choice choose(AgentAsked asked, Caller caller) {
        Choice choice = prompts.choose(PROMPT, "", asked.model(), caller.featureFlags());
        access.check(caller, choice.definition().unitPrimitive(), asked);
        if (!new AgentConversation(asked).hasQuestion()) {
            throw Failure.invalid("messages: the last message with content must be the user's")
                    .asException();
        }
        return choice;
    }

    /** Fills the prompt in. Takes time with long conversations. */
    Plan plan(Choice choice, AgentAsked asked, Caller caller) {
        List<Tool> offered = tools.offeredTo(caller);
        RenderedPrompt rendered =
                renderer.render(choice.definition(), inputs(choice, asked, offered), prompts.readableTokens(choice));
        return new Plan(
                prompts.question(choice, rendered, asked.promptCache(), Origin.PROMPT),
                models.streams(choice.model()),
                choice.model().thinksAloud(),
                offered.stream().map(Tool::name).toList(),
                rendered.tokensCut());
    }

    private Map<String, @Nullable Object> inputs(Choice choice, AgentAsked asked, List<Tool> offered) {
        var conversation = new AgentConversation(asked);
        var inputs = new LinkedHashMap<String, @Nullable Object>(conversation.question());
        inputs.put("tools", offered.stream().map(AgentStep::shown).toList());
        inputs.put("unavailable_resources", asked.unavailable());
        inputs.put(
                "history",
                conversation.history(earlier -> renderer.renderOne(choice.definition(), Role.USER, earlier)));
        inputs.put("steps", conversation.steps());
        return inputs;
    }

    private static Map<String, String> shown(Tool tool) {
        return Map.of("name", tool.name(), "description", tool.description(), "example", tool.example());
    }
}
