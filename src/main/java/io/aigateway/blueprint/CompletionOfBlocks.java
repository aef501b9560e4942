package io.aigateway.blueprint;

import io.aigateway.blueprint.api.BuildingBlocks;
import io.aigateway.blueprint.api.PromptAnswered;
import io.aigateway.blueprint.api.PromptEnded;
import io.aigateway.blueprint.api.PromptEvent;
import io.aigateway.blueprint.api.Served;
import io.aigateway.bus.EventSink;
import io.aigateway.bus.Scope;
import io.aigateway.codesuggestions.api.CodeSuggestionAddresses;
import io.aigateway.codesuggestions.api.CompletionAsked;
import io.aigateway.codesuggestions.api.CurrentFile;
import io.aigateway.codesuggestions.api.ModelUsed;
import io.aigateway.codesuggestions.api.ModelWish;
import io.aigateway.codesuggestions.api.Protocol;
import io.aigateway.codesuggestions.api.SuggestionEvent;
import io.aigateway.codesuggestions.api.SuggestionGiven;
import io.aigateway.kernel.Secret;
import io.aigateway.model.api.ModelChoice;
import io.aigateway.model.api.Usage;
import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Has code suggestions make a prompt of building blocks, for the usual model of completions. */
final class CompletionOfBlocks {
    /** Files without a known extension are not completed; this one is, as plain text. */
    private static final String NAMELESS = "untitled.txt";

    private static final ModelChoice USUAL = new ModelChoice("gitlab", "", "", "", "", new Secret(""));

    private final CompletionAsked asked;

    CompletionOfBlocks(BuildingBlocks blocks, boolean promptCache) {
        String name = blocks.fileName().isBlank() ? NAMELESS : blocks.fileName();
        this.asked = new CompletionAsked(
                new CurrentFile(name, blocks.language(), blocks.above(), blocks.below()),
                blocks.openFiles(),
                new ModelWish(Protocol.FLAT, USUAL, true),
                List.of(),
                promptCache);
    }

    Future<PromptAnswered> whole(Scope scope) {
        return scope.ask(CodeSuggestionAddresses.COMPLETE, asked)
                .map(given -> new PromptAnswered(
                        given.choices().isEmpty() ? "" : given.choices().get(0),
                        served(given.model()),
                        usage(given.tokens())));
    }

    Future<PromptEnded> streamed(Scope scope, EventSink<PromptEvent> sink) {
        return scope.stream(CodeSuggestionAddresses.COMPLETE_STREAM, asked)
                .pipeTo(sink, CompletionOfBlocks::translate)
                .result()
                .map(ended -> new PromptEnded(usage(ended.tokens())));
    }

    private static List<PromptEvent> translate(SuggestionEvent event) {
        if (event instanceof SuggestionEvent.Begun begun) {
            return List.of(new PromptEvent.Begun(served(begun.model())));
        }
        return event instanceof SuggestionEvent.Text text ? List.of(new PromptEvent.Text(text.text())) : List.of();
    }

    private static Served served(ModelUsed used) {
        return new Served(used.engine(), used.name(), used.name(), used.lang());
    }

    private static Usage usage(SuggestionGiven.@Nullable Tokens tokens) {
        return tokens == null ? Usage.UNKNOWN : new Usage(tokens.input(), tokens.output(), 0, true);
    }
}
