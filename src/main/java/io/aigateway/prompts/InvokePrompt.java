package io.aigateway.prompts;

import io.aigateway.kernel.Caller;
import io.aigateway.kernel.Failure;
import io.aigateway.kernel.Failure.Kind;
import io.aigateway.model.Models;
import io.aigateway.model.Question;
import io.aigateway.model.api.ModelAsked.Origin;
import io.aigateway.prompts.api.PromptAsked;
import io.aigateway.registry.PromptModels;
import io.aigateway.registry.PromptModels.Choice;
import io.aigateway.registry.PromptRenderer;
import io.aigateway.registry.ReasoningFilter;
import io.aigateway.registry.RenderedPrompt;
import java.util.Set;

/** Use case: what a model is asked for a prompt, and by whom it may be asked. Source: contract section 3. */
final class InvokePrompt {
    /** Prompts that mean nothing without the feature they belong to. */
    private static final Set<String> PARTS_OF_FEATURES = Set.of("chat/react");

    private final PromptModels models;
    private final PromptRenderer renderer;
    private final Models all;

    InvokePrompt(PromptModels models, PromptRenderer renderer, Models all) {
        this.models = models;
        this.renderer = renderer;
        this.all = all;
    }

    /**
     * What is going to be asked.
     *
     * @param question  to the model
     * @param inPieces  whether the model may be asked for a stream
     * @param tokensCut how much of the inputs did not fit
     * @param choice    prompt and model
     */
    record Plan(Question question, boolean inPieces, int tokensCut, Choice choice) {
        ReasoningFilter filter() {
            return ReasoningFilter.forModel(choice.model().thinksAloud());
        }
    }

    /**
     * Chooses prompt and model; who may not use the prompt is refused.
     *
     * @throws io.aigateway.kernel.FailureException when there is no such prompt, model or version, or the caller lacks the prompt's
     *     unit primitive
     */
    Choice choose(PromptAsked asked, Caller caller) {
        Choice choice = models.choose(asked.promptId(), asked.version(), asked.model(), caller.featureFlags());
        if (!caller.may(choice.definition().unitPrimitive())) {
            throw Failure.of(Kind.FORBIDDEN, "Unauthorized to access '" + asked.promptId() + "'")
                    .asException();
        }
        if (PARTS_OF_FEATURES.contains(asked.promptId())) {
            throw Failure.invalid("Prompt '" + asked.promptId() + "' is not supported")
                    .asException();
        }
        return choice;
    }

    /** Fills the prompt in. Takes time with large inputs. */
    Plan plan(Choice choice, PromptAsked asked) {
        RenderedPrompt rendered = renderer.render(choice.definition(), asked.inputs(), models.readableTokens(choice));
        Question question = models.question(choice, rendered, asked.promptCache(), Origin.PROMPT);
        return new Plan(question, all.streams(choice.model()), rendered.tokensCut(), choice);
    }
}
