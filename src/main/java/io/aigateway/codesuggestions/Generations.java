package io.aigateway.codesuggestions;

import io.aigateway.codesuggestions.SuggestionsFile.GenerationRules;
import io.aigateway.codesuggestions.api.CurrentFile;
import io.aigateway.codesuggestions.api.GenerationAsked;
import io.aigateway.codesuggestions.api.GenerationAsked.Example;
import io.aigateway.codesuggestions.api.GenerationAsked.Material;
import io.aigateway.codesuggestions.api.ModelUsed;
import io.aigateway.codesuggestions.api.ModelWish;
import io.aigateway.codesuggestions.api.Protocol;
import io.aigateway.codesuggestions.core.FenceFilter;
import io.aigateway.codesuggestions.core.GenerationCleaner;
import io.aigateway.codesuggestions.core.Languages;
import io.aigateway.codesuggestions.core.NewCodeFilter;
import io.aigateway.codesuggestions.core.TextFilter;
import io.aigateway.codesuggestions.core.TokenCounter;
import io.aigateway.codesuggestions.core.TrimContext;
import io.aigateway.model.Model;
import io.aigateway.model.Models;
import io.aigateway.model.Question;
import io.aigateway.model.api.ModelAsked.Origin;
import io.aigateway.model.api.ModelChoice;
import io.aigateway.registry.PromptModels.Choice;
import java.util.LinkedHashMap;
import java.util.Map;

/** Use case: code from an instruction. Source: contract sections 1.3 to 1.5 and 11. */
final class Generations {
    static final String PROMPT_ID = "code_suggestions/generations";

    private static final String FEATURE = "code_generations";
    private static final String USE_CASE = "code generations";
    private static final String ANTHROPIC = "anthropic";

    private final GenerationRules rules;
    private final Models models;
    private final Asking asking;
    private final TokenCounter tokens;

    Generations(GenerationRules rules, Models models, Asking asking, TokenCounter tokens) {
        this.rules = rules;
        this.models = models;
        this.asking = asking;
        this.tokens = tokens;
    }

    Plan plan(GenerationAsked asked) {
        boolean fromRegistry = asked.model().protocol() == Protocol.COMPONENTS
                || !asked.promptId().isEmpty();
        Model model = modelFor(asked, fromRegistry);
        String promptId = asked.promptId().isEmpty() ? PROMPT_ID : asked.promptId();
        Choice choice = asking.prompt(promptId, asked.promptVersion(), model);
        String lang = Languages.reported(asked.file().name(), asked.file().language());
        var cleaner = new GenerationCleaner(providerForCleaning(asked));
        return new Plan(
                question(asked, choice, fromRegistry ? Origin.PROMPT : Origin.DIRECT),
                used(choice, lang, fromRegistry),
                answer -> cleaner.clean(
                        TextFilter.applyTo(asking.withoutThoughts(model, answer.text()), new NewCodeFilter()),
                        asked.file().above()),
                () -> Filters.chain(
                        asking.thoughtsFilter(model), Filters.chain(new NewCodeFilter(), new FenceFilter())),
                null,
                models.streams(model),
                Completions.isHeavy(asked.file()));
    }

    private Question question(GenerationAsked asked, Choice choice, Origin origin) {
        return asked.prompt().isEmpty()
                ? asking.question(choice, inputs(asked, choice), asked.promptCache(), origin)
                : asking.question(choice, asked.prompt(), asked.promptCache(), origin);
    }

    private Model modelFor(GenerationAsked asked, boolean fromRegistry) {
        ModelWish wish = asked.model();
        if (!fromRegistry) {
            return models.routed(rules.routes(), wish.choice(), USE_CASE, wish.nameGiven());
        }
        boolean byProvider = wish.protocol() == Protocol.COMPONENTS
                && asked.promptId().isEmpty()
                && wish.choice().name().isEmpty()
                && wish.choice().identifier().isEmpty()
                && wish.choice().featureSetting().isEmpty();
        if (byProvider) {
            return models.routed(rules.componentRoutes(), wish.choice(), USE_CASE, false);
        }
        Model chosen = models.chosenBy(wish.choice());
        return chosen == null ? models.defaultOf(FEATURE) : chosen;
    }

    private ModelUsed used(Choice choice, String lang, boolean fromRegistry) {
        Model model = choice.model();
        if (fromRegistry) {
            return new ModelUsed("agent", choice.definition().name(), lang);
        } else if (models.areMocked()) {
            boolean chat = model.engine().equals(ANTHROPIC) || model.isSelfHosted();
            return chat
                    ? new ModelUsed("chat-model-provider-mocked", "chat-model-mocked", lang)
                    : new ModelUsed("llm-provider-mocked", "llm-mocked", lang);
        }
        return new ModelUsed(
                model.engine(),
                model.isSelfHosted() ? model.identifier() : model.target().model(),
                lang);
    }

    /** What the templates read, in the names of the contract, section 3.7. */
    private Map<String, Object> inputs(GenerationAsked asked, Choice choice) {
        CurrentFile file = asked.file();
        Material material = asked.material();
        String label = Languages.label(file.name(), file.language());
        int budget = choice.model().readableTokens(TrimContext.DEFAULT_BUDGET, asking.maxTokens(choice));
        var trim = new TrimContext(tokens, budget, TrimContext.FULL_SHARE);
        String block = trim.forGeneration(file.above(), label);
        var inputs = new LinkedHashMap<String, Object>();
        inputs.put("file_name", file.name());
        inputs.put("language", label);
        inputs.put("prefix", file.above());
        inputs.put("instruction", block);
        inputs.put("user_instruction", material.instruction());
        inputs.put("trimmed_content_above_cursor", material.trimmedAbove().isEmpty() ? block : material.trimmedAbove());
        inputs.put("trimmed_content_below_cursor", material.trimmedBelow());
        inputs.put("libraries", material.libraries());
        inputs.put("related_files", material.relatedFiles());
        inputs.put("related_snippets", material.relatedSnippets());
        inputs.put(
                "examples_array",
                material.examples().stream().map(Generations::example).toList());
        return inputs;
    }

    private static Map<String, String> example(Example example) {
        return Map.of("example", example.request(), "response", example.answer());
    }

    /** The provider by which the original decides how an answer is cleaned. Source: contract section 11.5. */
    private static String providerForCleaning(GenerationAsked asked) {
        ModelChoice choice = asked.model().choice();
        boolean boundToPrompt = choice.provider().isEmpty() && !asked.promptId().isEmpty();
        return boundToPrompt ? ANTHROPIC : choice.provider();
    }
}
