package io.aigateway.model;

import io.aigateway.model.api.ModelAsked;
import io.aigateway.model.api.ModelAsked.Origin;
import io.aigateway.model.api.ModelInput;
import io.aigateway.model.api.Parameters;
import io.aigateway.model.api.Target;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A question to a model, wherever the model is.
 *
 * @param model       identifier of the catalogue; for logs and metrics
 * @param groups      where the model is: what is tried first comes first
 * @param hedged      whether a second target may be asked when the first is slow
 * @param input       what the model reads
 * @param parameters  how it shall answer
 * @param promptCache whether the provider may keep the prompt in a cache
 * @param origin      which kind of caller asks; only the mock answers by it
 */
public record Question(
        String model,
        List<TargetGroup> groups,
        boolean hedged,
        ModelInput input,
        Parameters parameters,
        boolean promptCache,
        Origin origin) {
    public Question {
        groups = List.copyOf(groups);
    }

    /** The same at places that are changed one by one. */
    public Question at(UnaryOperator<Target> change) {
        return new Question(
                model,
                groups.stream().map(group -> group.map(change)).toList(),
                hedged,
                input,
                parameters,
                promptCache,
                origin);
    }

    /**
     * What one of its targets is asked.
     *
     * @param lastChance whether there is no other target, so that it is worth waiting for this one
     */
    ModelAsked to(Target target, boolean lastChance) {
        return new ModelAsked(target, input, parameters, promptCache, origin, lastChance);
    }

    /** Names only: the input is somebody's text. */
    @Override
    public String toString() {
        return "Question[" + model + ", " + input + "]";
    }
}
