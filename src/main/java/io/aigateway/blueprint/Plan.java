package io.aigateway.blueprint;

import io.aigateway.blueprint.api.Served;
import io.aigateway.kernel.Failure.Problem;
import io.aigateway.model.Question;
import io.aigateway.registry.ReasoningFilter;
import java.util.List;

/**
 * Which of a caller's prompts are going to be asked.
 *
 * @param candidates the most wanted first; may be empty
 * @param problems   why the others are not
 * @param streams    whether all of their models may be asked for a stream
 */
record Plan(List<Candidate> candidates, List<Problem> problems, boolean streams) {

    /**
     * A prompt whose model there is.
     *
     * @param question   to the model
     * @param served     what the caller is told when it answers
     * @param thinkAloud whether its answer can begin with its thoughts
     */
    record Candidate(Question question, Served served, boolean thinkAloud) {
        ReasoningFilter filter() {
            return ReasoningFilter.forModel(thinkAloud);
        }
    }

    boolean isEmpty() {
        return candidates.isEmpty();
    }

    /** All of them as one question, of which the first that is served is answered. */
    Question question() {
        return Question.firstOf(candidates.stream().map(Candidate::question).toList());
    }
}
