package io.aigateway.prompts;

import io.aigateway.bus.Bus;
import io.aigateway.bus.EventSink;
import io.aigateway.bus.Scope;
import io.aigateway.model.ModelCalls;
import io.aigateway.model.Models;
import io.aigateway.model.api.ModelAnswered;
import io.aigateway.model.api.ModelEvent;
import io.aigateway.prompts.InvokePrompt.Plan;
import io.aigateway.prompts.api.PromptAddresses;
import io.aigateway.prompts.api.PromptAnswered;
import io.aigateway.prompts.api.PromptAsked;
import io.aigateway.prompts.api.PromptPiece;
import io.aigateway.registry.PromptModels;
import io.aigateway.registry.PromptRenderer;
import io.aigateway.registry.ReasoningFilter;
import io.aigateway.work.Workers;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers {@link PromptAddresses} with its use case. */
public final class PromptsVerticle extends VerticleBase {
    /** Prompts with more text are filled in off the event loop, in characters. */
    private static final int LONG_TEXT = 8_000;

    private final Bus bus;
    private final InvokePrompt prompts;
    private final ModelCalls calls;

    private Workers workers;

    @SuppressWarnings("NullAway.Init") // a verticle gets its Vert.x in start()
    private PromptsVerticle(Bus bus, InvokePrompt prompts, ModelCalls calls) {
        this.bus = bus;
        this.prompts = prompts;
        this.calls = calls;
    }

    /** A verticle of this installation's prompts. */
    public static PromptsVerticle create(
            Bus bus, Models models, PromptModels prompts, PromptRenderer renderer, ModelCalls calls) {
        return new PromptsVerticle(bus, new InvokePrompt(prompts, renderer, models), calls);
    }

    @Override
    public Future<?> start() {
        workers = new Workers(vertx);
        return bus.serve(PromptAddresses.INVOKE, this::invoke)
                .compose(done -> bus.serve(PromptAddresses.INVOKE_STREAM, this::stream));
    }

    private Future<PromptAnswered> invoke(Scope scope, PromptAsked asked) {
        return plan(scope, asked)
                .compose(plan -> calls.ask(scope, plan.question()).map(answer -> answered(plan, answer)));
    }

    private Future<PromptAnswered> stream(Scope scope, PromptAsked asked, EventSink<PromptPiece> sink) {
        return plan(scope, asked).compose(plan -> {
            ReasoningFilter filter = plan.filter();
            int cut = plan.tokensCut(); // What waits for the end of the answer may not hold the plan.
            return calls.stream(scope, plan.question(), plan.inPieces(), sink, event -> pieces(event, filter))
                    .onSuccess(answer -> emit(sink, filter.finish()))
                    .map(answer -> new PromptAnswered("", answer.model(), answer.usage(), cut));
        });
    }

    private Future<Plan> plan(Scope scope, PromptAsked asked) {
        return Future.succeededFuture(prompts)
                .map(chooser -> chooser.choose(asked, scope.header().caller()))
                .compose(choice -> characters(asked.inputs().values()) > LONG_TEXT
                        ? workers.run(() -> prompts.plan(choice, asked))
                        : Future.succeededFuture(prompts.plan(choice, asked)));
    }

    private static PromptAnswered answered(Plan plan, ModelAnswered answer) {
        ReasoningFilter filter = plan.filter();
        String text = filter.feed(answer.text()) + filter.finish();
        return new PromptAnswered(text, answer.model(), answer.usage(), plan.tokensCut());
    }

    private static List<PromptPiece> pieces(ModelEvent event, ReasoningFilter filter) {
        String text = event instanceof ModelEvent.Delta delta ? filter.feed(delta.text()) : "";
        return text.isEmpty() ? List.of() : List.of(new PromptPiece(text));
    }

    private static void emit(EventSink<PromptPiece> sink, String text) {
        if (!text.isEmpty()) {
            sink.emit(new PromptPiece(text));
        }
    }

    private static long characters(Collection<? extends @Nullable Object> values) {
        long characters = 0;
        for (Object value : values) {
            if (value instanceof String text) {
                characters += text.length();
            } else if (value instanceof List<?> items) {
                characters += characters(items);
            } else if (value instanceof Map<?, ?> members) {
                characters += characters(members.values());
            }
        }
        return characters;
    }
}
