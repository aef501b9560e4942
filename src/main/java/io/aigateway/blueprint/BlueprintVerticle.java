package io.aigateway.blueprint;

import io.aigateway.blueprint.Plan.Candidate;
import io.aigateway.blueprint.api.BlueprintAddresses;
import io.aigateway.blueprint.api.BuildingBlocks;
import io.aigateway.blueprint.api.PromptAnswered;
import io.aigateway.blueprint.api.PromptEnded;
import io.aigateway.blueprint.api.PromptEvent;
import io.aigateway.blueprint.api.PromptsAsked;
import io.aigateway.bus.Bus;
import io.aigateway.bus.EventSink;
import io.aigateway.bus.Onward;
import io.aigateway.bus.Scope;
import io.aigateway.kernel.Failure;
import io.aigateway.kernel.Failure.Problem;
import io.aigateway.kernel.FailureException;
import io.aigateway.model.Model;
import io.aigateway.model.ModelCalls;
import io.aigateway.model.Models;
import io.aigateway.model.api.ModelAnswered;
import io.aigateway.registry.ReasoningFilter;
import io.aigateway.work.Workers;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.Predicate;

/** Answers {@link BlueprintAddresses}: prompts by asking their models, building blocks by asking for a code suggestion. */
public final class BlueprintVerticle extends VerticleBase {
    /** Longer prompts are cut to their models off the event loop, in characters. */
    private static final int LONG_TEXT = 8_000;

    private final Bus bus;
    private final PlanPrompts prompts;
    private final ModelCalls calls;

    private Workers workers;

    @SuppressWarnings("NullAway.Init") // a verticle gets its Vert.x in start()
    private BlueprintVerticle(Bus bus, PlanPrompts prompts, ModelCalls calls) {
        this.bus = bus;
        this.prompts = prompts;
        this.calls = calls;
    }

    /**
     * What answers are made with.
     *
     * @param goesOnWithText whether a model, asked for a completion, goes on with a text instead of being told what to do
     * @param languages      the id of the language of a file, by its name and by what its editor calls it; may be empty
     */
    public record Parts(
            Models models,
            ModelCalls calls,
            BlueprintFile file,
            Predicate<Model> goesOnWithText,
            BinaryOperator<String> languages) {}

    /** A verticle of this installation's rules. */
    public static BlueprintVerticle create(Bus bus, Parts parts) {
        var prompts = new PlanPrompts(parts.file(), parts.models(), parts.goesOnWithText(), parts.languages());
        return new BlueprintVerticle(bus, prompts, parts.calls());
    }

    @Override
    public Future<?> start() {
        workers = new Workers(vertx);
        return bus.serve(BlueprintAddresses.ANSWER, this::answer)
                .compose(done -> bus.serve(BlueprintAddresses.ANSWER_STREAM, this::stream));
    }

    private Future<PromptAnswered> answer(Scope scope, PromptsAsked asked) {
        return plan(asked)
                .compose(plan ->
                        ask(scope, plan).recover(cause -> orBlocks(asked, cause, blocks -> blocks.whole(scope))));
    }

    private Future<PromptEnded> stream(Scope scope, PromptsAsked asked, EventSink<PromptEvent> sink) {
        return Onward.from(plan(asked), plan -> {
            var answer = new StreamedPrompt(asked, plan, sink);
            return stream(scope, plan, answer, sink).recover(cause -> {
                PromptsAsked unanswered = answer.unanswered();
                return unanswered == null
                        ? Future.failedFuture(cause)
                        : orBlocks(unanswered, cause, blocks -> blocks.streamed(scope, sink));
            });
        });
    }

    private Future<PromptAnswered> ask(Scope scope, Plan plan) {
        return plan.isEmpty()
                ? Future.failedFuture(unserved(plan))
                : calls.ask(scope, plan.question()).map(answer -> answered(plan, answer));
    }

    private Future<PromptEnded> stream(Scope scope, Plan plan, StreamedPrompt answer, EventSink<PromptEvent> sink) {
        return plan.isEmpty()
                ? Future.failedFuture(unserved(plan))
                : calls.stream(scope, plan.question(), plan.streams(), sink, answer::read)
                        .map(answer::finish);
    }

    private static PromptAnswered answered(Plan plan, ModelAnswered answer) {
        Candidate candidate = plan.candidates().get(answer.question());
        ReasoningFilter thoughts = candidate.filter();
        String text = thoughts.feed(answer.text()) + thoughts.finish();
        return new PromptAnswered(text, candidate.served(), answer.usage());
    }

    /** When no prompt could be answered, one that the gateway makes may be; if not, what was wrong with the prompts is told. */
    private static <T> Future<T> orBlocks(
            PromptsAsked asked, Throwable cause, Function<CompletionOfBlocks, Future<T>> ask) {
        Failure failure = FailureException.failureIn(cause);
        BuildingBlocks blocks = asked.blocks();
        boolean promptsTried = !asked.prompts().isEmpty();
        if (blocks == null || (promptsTried && !isWorthBlocks(failure))) {
            return Future.failedFuture(cause);
        }
        Future<T> answer = ask.apply(new CompletionOfBlocks(blocks, asked.promptCache()));
        return promptsTried ? answer.recover(second -> Future.failedFuture(cause)) : answer;
    }

    private static boolean isWorthBlocks(Failure failure) {
        return !failure.problems().isEmpty() || ModelCalls.isWorthAnother(failure);
    }

    private static RuntimeException unserved(Plan plan) {
        return Failure.invalid("No prompt can be served", plan.problems().toArray(Problem[]::new))
                .asException();
    }

    private Future<Plan> plan(PromptsAsked asked) {
        return isLong(asked)
                ? workers.run(() -> prompts.plan(asked))
                : Future.succeededFuture(asked).map(prompts::plan);
    }

    private static boolean isLong(PromptsAsked asked) {
        return asked.prompts().stream()
                        .flatMap(prompt -> prompt.messages().stream())
                        .mapToLong(message -> message.content().length())
                        .sum()
                > LONG_TEXT;
    }
}
