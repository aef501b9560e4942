package io.aigateway.codesuggestions;

import io.aigateway.bus.Bus;
import io.aigateway.bus.EventSink;
import io.aigateway.bus.Scope;
import io.aigateway.codesuggestions.api.CodeSuggestionAddresses;
import io.aigateway.codesuggestions.api.CompletionAsked;
import io.aigateway.codesuggestions.api.CurrentFile;
import io.aigateway.codesuggestions.api.GenerationAsked;
import io.aigateway.codesuggestions.api.SuggestionEnded;
import io.aigateway.codesuggestions.api.SuggestionEvent;
import io.aigateway.codesuggestions.api.SuggestionGiven;
import io.aigateway.codesuggestions.core.Languages;
import io.aigateway.model.ModelCalls;
import io.aigateway.model.Models;
import io.aigateway.observe.SuggestionMetrics;
import io.aigateway.registry.PromptModels;
import io.aigateway.registry.PromptRenderer;
import io.aigateway.settings.FeatureSettings;
import io.aigateway.work.Workers;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.Locale;
import java.util.concurrent.Callable;

/** Answers the addresses of code suggestions with their use cases. */
public final class CodeSuggestionsVerticle extends VerticleBase {
    private final Bus bus;
    private final Completions completions;
    private final Generations generations;
    private final ModelCalls calls;
    private final SuggestionMetrics metrics;

    private Workers workers;
    private Answers answers;

    @SuppressWarnings("NullAway.Init") // a verticle gets its Vert.x in start()
    CodeSuggestionsVerticle(Bus bus, Completions completions, Generations generations, Parts parts) {
        this.bus = bus;
        this.completions = completions;
        this.generations = generations;
        this.calls = parts.calls();
        this.metrics = parts.metrics();
    }

    /** A verticle of this installation's rules. */
    public static CodeSuggestionsVerticle create(
            Bus bus, Parts parts, SuggestionsFile rules, FeatureSettings features) {
        var tokens = new GeneralTokens();
        var asking = new Asking(parts.models(), parts.prompts(), parts.renderer());
        var cleaning = new CompletionCleaning(features);
        return new CodeSuggestionsVerticle(
                bus,
                new Completions(rules.completions(), parts.models(), asking, tokens, cleaning),
                new Generations(rules.generations(), parts.models(), asking, tokens),
                parts);
    }

    /** What suggestions are made with. */
    public record Parts(
            Models models,
            PromptModels prompts,
            PromptRenderer renderer,
            ModelCalls calls,
            SuggestionMetrics metrics) {}

    @Override
    public Future<?> start() {
        workers = new Workers(vertx);
        answers = new Answers(workers, calls, metrics);
        return bus.serve(CodeSuggestionAddresses.COMPLETE, this::complete)
                .compose(done -> bus.serve(CodeSuggestionAddresses.COMPLETE_STREAM, this::streamCompletion))
                .compose(done -> bus.serve(CodeSuggestionAddresses.GENERATE, this::generate))
                .compose(done -> bus.serve(CodeSuggestionAddresses.GENERATE_STREAM, this::streamGeneration));
    }

    private Future<SuggestionGiven> complete(Scope scope, CompletionAsked asked) {
        return plan(asked).compose(plan -> answers.whole(scope, plan));
    }

    private Future<SuggestionEnded> streamCompletion(
            Scope scope, CompletionAsked asked, EventSink<SuggestionEvent> sink) {
        return plan(asked).compose(plan -> answers.streamed(scope, plan, sink));
    }

    private Future<SuggestionGiven> generate(Scope scope, GenerationAsked asked) {
        return plan(asked).compose(plan -> answers.whole(scope, plan));
    }

    private Future<SuggestionEnded> streamGeneration(
            Scope scope, GenerationAsked asked, EventSink<SuggestionEvent> sink) {
        return plan(asked).compose(plan -> answers.streamed(scope, plan, sink));
    }

    private Future<Plan> plan(CompletionAsked asked) {
        count(asked.file());
        boolean countsTokens =
                Completions.isHeavy(asked.file()) || !asked.context().isEmpty();
        return run(countsTokens, () -> completions.plan(asked));
    }

    private Future<Plan> plan(GenerationAsked asked) {
        count(asked.file());
        return run(Completions.isHeavy(asked.file()), () -> generations.plan(asked));
    }

    /** Labels are words of the table of languages only: whatever else a caller writes there could be anything. */
    private void count(CurrentFile file) {
        String extension = Languages.extensionOf(file.name()).toLowerCase(Locale.ROOT);
        String editor = file.language().toLowerCase(Locale.ROOT);
        metrics.asked(
                Languages.reported(file.name(), file.language()),
                extension.isEmpty() || Languages.isExtension(extension) ? extension : SuggestionMetrics.OTHER,
                editor.isEmpty() || Languages.isIdentifier(editor) ? editor : SuggestionMetrics.OTHER);
    }

    private Future<Plan> run(boolean offTheLoop, Callable<Plan> plan) {
        if (offTheLoop) {
            return workers.run(plan);
        }
        try {
            return Future.succeededFuture(plan.call());
        } catch (Exception e) {
            return Future.failedFuture(e);
        }
    }
}
