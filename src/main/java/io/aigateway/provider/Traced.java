package io.aigateway.provider;

import io.aigateway.model.api.EmbedAsked;
import io.aigateway.model.api.Embedded;
import io.aigateway.model.api.ModelAnswered;
import io.aigateway.model.api.ModelAsked;
import io.aigateway.model.api.ModelInput;
import io.aigateway.model.api.Target;
import io.aigateway.observe.ModelSpan;
import io.vertx.core.Future;
import java.util.function.Supplier;

/** Calls of models, told to the span of the request they are made for. */
final class Traced {
    private Traced() {}

    static Future<ModelAnswered> model(ModelAsked asked, Supplier<Future<ModelAnswered>> call) {
        String operation = asked.input() instanceof ModelInput.Completion ? "text_completion" : "chat";
        ModelSpan span =
                begin(operation, asked.target()).maxTokens(asked.parameters().maxTokens());
        return call.get().onSuccess(answer -> {
            span.answered(answer.model(), answer.finishReason());
            if (answer.usage().known()) {
                span.used(
                        answer.usage().inputTokens(),
                        answer.usage().cachedInputTokens(),
                        answer.usage().outputTokens());
            }
        });
    }

    static Future<Embedded> vectors(EmbedAsked asked, Supplier<Future<Embedded>> call) {
        ModelSpan span = begin("embeddings", asked.target());
        return call.get().onSuccess(vectors -> span.used(vectors.inputTokens(), 0, 0));
    }

    private static ModelSpan begin(String operation, Target target) {
        return ModelSpan.begin(operation, target.provider(), target.model());
    }
}
