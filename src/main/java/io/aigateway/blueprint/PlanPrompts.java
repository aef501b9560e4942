package io.aigateway.blueprint;

import io.aigateway.blueprint.BlueprintFile.Rules;
import io.aigateway.blueprint.Plan.Candidate;
import io.aigateway.blueprint.api.BuildingBlocks;
import io.aigateway.blueprint.api.PromptsAsked;
import io.aigateway.blueprint.api.PromptsAsked.Purpose;
import io.aigateway.blueprint.api.Served;
import io.aigateway.blueprint.api.WrittenPrompt;
import io.aigateway.blueprint.api.WrittenPrompt.Wishes;
import io.aigateway.kernel.Failure;
import io.aigateway.kernel.Failure.Problem;
import io.aigateway.kernel.FailureException;
import io.aigateway.model.Model;
import io.aigateway.model.Models;
import io.aigateway.model.api.ModelAsked.Origin;
import io.aigateway.model.api.ModelInput;
import io.aigateway.model.api.Parameters;
import io.aigateway.registry.MessageTrimmer;
import io.aigateway.tokens.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BinaryOperator;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Use case: which of a caller's prompts can be asked, and what their models are asked. */
final class PlanPrompts {
    /** More are not looked at: each is cut to its model, and a caller seldom has more than two. */
    private static final int MAX_CANDIDATES = 8;

    private final BlueprintFile file;
    private final Models models;
    private final Predicate<Model> goesOnWithText;
    private final BinaryOperator<String> languages;

    /**
     * Plans.
     *
     * @param goesOnWithText whether a model, asked for a completion, goes on with a text instead of being told what to do
     * @param languages      the id of the language of a file, by its name and by what its editor calls it; may be empty
     */
    PlanPrompts(BlueprintFile file, Models models, Predicate<Model> goesOnWithText, BinaryOperator<String> languages) {
        this.file = file;
        this.models = models;
        this.goesOnWithText = goesOnWithText;
        this.languages = languages;
    }

    /** What is asked. A prompt whose model there is not, or not any more, is left out and becomes a problem. */
    Plan plan(PromptsAsked asked) {
        var candidates = new ArrayList<Candidate>();
        var problems = new ArrayList<Problem>();
        boolean streams = true;
        for (WrittenPrompt prompt : asked.prompts()) {
            try {
                if (candidates.size() < MAX_CANDIDATES) {
                    Model model = modelOf(prompt, asked.purpose());
                    streams &= models.streams(model);
                    candidates.add(candidate(prompt, model, asked));
                }
            } catch (FailureException e) {
                problems.add(problem(prompt, e.failure()));
            }
        }
        return new Plan(candidates, problems, streams);
    }

    private Model modelOf(WrittenPrompt prompt, Purpose purpose) {
        String useCase = purpose.name().toLowerCase(Locale.ROOT);
        boolean named = !prompt.model().name().isEmpty();
        return models.routed(file.rulesOf(purpose).routes(), prompt.model(), useCase, named);
    }

    private Candidate candidate(WrittenPrompt prompt, Model model, PromptsAsked asked) {
        Parameters parameters = parameters(prompt.wishes(), file.rulesOf(asked.purpose()));
        ModelInput input = input(prompt, model, asked, parameters.maxTokens());
        var question = models.question(model, input, parameters, asked.promptCache(), Origin.PROMPT);
        return new Candidate(question, served(prompt, model, asked.blocks()), model.thinksAloud());
    }

    private ModelInput input(WrittenPrompt prompt, Model model, PromptsAsked asked, int maxTokens) {
        int room = model.readableTokens(Integer.MAX_VALUE, maxTokens);
        boolean goesOn = asked.purpose() == Purpose.COMPLETION && goesOnWithText.test(model);
        return goesOn && !prompt.text().isEmpty()
                ? new ModelInput.Completion(Tokenizer.cl100k().keepEnd(prompt.text(), room), suffix(model, asked))
                : new ModelInput.Chat(MessageTrimmer.trim(prompt.messages(), room));
    }

    /** Codestral on Vertex AI takes the text after the cursor apart; for the others it is part of the prompt. */
    private static @Nullable String suffix(Model model, PromptsAsked asked) {
        BuildingBlocks blocks = asked.blocks();
        return blocks != null && model.target().api().equals("codestral") ? blocks.below() : null;
    }

    private static Parameters parameters(Wishes wishes, Rules rules) {
        return new Parameters(
                wishes.temperature() == null ? rules.temperature() : wishes.temperature(),
                wishes.topP(),
                wishes.topK(),
                wishes.maxTokens() == 0 ? rules.maxTokens() : wishes.maxTokens(),
                wishes.stop(),
                1000L * rules.timeoutSeconds());
    }

    private Served served(WrittenPrompt prompt, Model model, @Nullable BuildingBlocks blocks) {
        String provider = prompt.model().provider();
        String name = prompt.model().name();
        return new Served(
                provider.isEmpty() ? model.engine() : provider,
                provider.isEmpty() || name.isEmpty() ? model.identifier() : name,
                model.identifier(),
                blocks == null ? "" : languages.apply(blocks.fileName(), blocks.language()));
    }

    private static Problem problem(WrittenPrompt prompt, Failure failure) {
        String component = String.valueOf(prompt.component());
        return new Problem(
                "value_error", List.of("body", "prompt_components", component, "payload", "model"), failure.detail());
    }
}
