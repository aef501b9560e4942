package io.aigateway.codesuggestions;

import io.aigateway.bus.EventSink;
import io.aigateway.bus.Scope;
import io.aigateway.codesuggestions.api.ModelUsed;
import io.aigateway.codesuggestions.api.SuggestionEnded;
import io.aigateway.codesuggestions.api.SuggestionEvent;
import io.aigateway.codesuggestions.api.SuggestionGiven;
import io.aigateway.codesuggestions.core.TextFilter;
import io.aigateway.model.ModelCalls;
import io.aigateway.model.Question;
import io.aigateway.model.api.ModelAnswered;
import io.aigateway.model.api.ModelEvent;
import io.aigateway.observe.SuggestionMetrics;
import io.aigateway.work.Workers;
import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Carries a plan out: asks the model, and makes suggestions of its answer. */
final class Answers {
    /** Longer answers are cleaned off the event loop, in characters. */
    private static final int LONG_ANSWER = 2_000;

    private final Workers workers;
    private final ModelCalls calls;
    private final SuggestionMetrics metrics;

    Answers(Workers workers, ModelCalls calls, SuggestionMetrics metrics) {
        this.metrics = metrics;
        this.workers = workers;
        this.calls = calls;
    }

    Future<SuggestionGiven> whole(Scope scope, Plan plan) {
        Question question =
                Asking.withAffinity(plan.question(), scope.header().caller().userId());
        if (question == null) {
            return Future.succeededFuture(new SuggestionGiven(List.of(), plan.model(), null));
        }
        return calls.ask(scope, question).compose(answer -> clean(plan, answer));
    }

    Future<SuggestionEnded> streamed(Scope scope, Plan plan, EventSink<SuggestionEvent> sink) {
        Question question =
                Asking.withAffinity(plan.question(), scope.header().caller().userId());
        if (question == null) {
            sink.emit(new SuggestionEvent.Begun(plan.model()));
            return Future.succeededFuture(new SuggestionEnded(null));
        }
        // What waits for the end of the answer may not hold the plan, and with it the question.
        TextFilter filter = plan.filter().get();
        ModelUsed model = plan.model();
        Plan.ContextTokens context = plan.context();
        return calls.stream(scope, question, plan.streams(), sink, event -> translate(event, model, filter))
                .onComplete(done -> emitText(sink, filter.finish()))
                .map(answer -> new SuggestionEnded(tokens(context, answer)));
    }

    private Future<SuggestionGiven> clean(Plan plan, ModelAnswered answer) {
        return plan.isHeavy() || answer.text().length() > LONG_ANSWER
                ? workers.run(() -> given(plan, answer))
                : Future.succeededFuture(answer).map(short_ -> given(plan, short_));
    }

    private SuggestionGiven given(Plan plan, ModelAnswered answer) {
        long start = System.nanoTime();
        String text = plan.clean().apply(answer);
        Question question = plan.question();
        if (question != null) {
            metrics.cleaned(question.provider(), question.model(), System.nanoTime() - start);
        }
        return new SuggestionGiven(
                text.isEmpty() ? List.of() : List.of(text), plan.model(), tokens(plan.context(), answer));
    }

    private static List<SuggestionEvent> translate(ModelEvent event, ModelUsed model, TextFilter filter) {
        if (event instanceof ModelEvent.Delta delta) {
            String text = filter.feed(delta.text());
            return text.isEmpty() ? List.of() : List.of(new SuggestionEvent.Text(text));
        }
        return List.of(new SuggestionEvent.Begun(model));
    }

    private static void emitText(EventSink<SuggestionEvent> sink, String text) {
        if (!text.isEmpty()) {
            sink.emit(new SuggestionEvent.Text(text));
        }
    }

    private static SuggestionGiven.@Nullable Tokens tokens(Plan.@Nullable ContextTokens context, ModelAnswered answer) {
        return context == null
                ? null
                : new SuggestionGiven.Tokens(
                        answer.usage().inputTokens(), answer.usage().outputTokens(), context.sent(), context.used());
    }
}
