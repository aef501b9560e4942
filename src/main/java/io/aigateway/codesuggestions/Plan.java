package io.aigateway.codesuggestions;

import io.aigateway.codesuggestions.api.ModelUsed;
import io.aigateway.codesuggestions.core.TextFilter;
import io.aigateway.model.Question;
import io.aigateway.model.api.ModelAnswered;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How one request is going to be answered.
 *
 * @param question what a model is asked; null when there is nothing to ask
 * @param model    what the caller is told about the model
 * @param clean    makes the suggestion of a whole answer
 * @param filter   makes a new filter for a streamed answer
 * @param context  tokens of the caller's context; null when the protocol does not count
 * @param streams  whether the model may be asked for a stream
 * @param isHeavy  whether cleaning an answer takes long, because the file is long
 */
record Plan(
        @Nullable Question question,
        ModelUsed model,
        Function<ModelAnswered, String> clean,
        Supplier<TextFilter> filter,
        @Nullable ContextTokens context,
        boolean streams,
        boolean isHeavy) {

    /**
     * Tokens of the code that the caller sent beside the file.
     *
     * @param sent all of it
     * @param used the part that the model got
     */
    record ContextTokens(int sent, int used) {}

    /** There is nothing to ask. */
    static Plan nothing(ModelUsed model) {
        return new Plan(null, model, ModelAnswered::text, Filters::unchanged, null, true, false);
    }
}
